package io.estop.starter.wiring;

import io.temporal.serviceclient.GrpcCompression;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How this process speaks to Temporal. It runs no worker and connects when first used. */
@Configuration(proxyBeanMethods = false)
class TemporalWiring {
  // After an outage the next attempt comes within this time instead of up to two minutes.
  private static final Duration RECONNECT = Duration.ofSeconds(2);

  @Bean
  TemporalOptionsCustomizer<WorkflowServiceStubsOptions.Builder> estopServiceStubs() {
    return options ->
        options
            .setGrpcCompression(GrpcCompression.NONE)
            .setConnectionBackoffResetFrequency(RECONNECT);
  }
}
