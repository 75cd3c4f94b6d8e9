package io.estop.worker;

import io.estop.halt.temporal.TemporalConnection;
import io.estop.workflows.Payloads;
import io.temporal.common.converter.DataConverter;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How this process speaks to Temporal; its workers are started by {@link WorkersLifecycle}. */
@Configuration(proxyBeanMethods = false)
class TemporalWiring {
  @Bean
  TemporalOptionsCustomizer<WorkflowServiceStubsOptions.Builder> estopServiceStubs() {
    return TemporalConnection::tune;
  }

  @Bean
  DataConverter dataConverter() {
    return Payloads.converter();
  }
}
