package io.estop.paper.gateway;

import io.estop.paper.PaperProperties;
import io.estop.paper.exchange.Exchange;
import io.estop.paper.faults.FaultSwitch;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;

/** Puts the filters in front of the controllers, in order. */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

  @Bean
  FilterRegistrationBean<Gateway> gateway(
      PaperProperties properties, Clock clock, FaultSwitch faults, Exchange exchange) {
    Quota quota = new Quota(clock, properties.requestsPerMinute());
    var registration =
        new FilterRegistrationBean<>(
            new Gateway(properties.key(), properties.secret(), quota, faults, clock, exchange));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  @Bean
  FilterRegistrationBean<SilenceFilter> silence(
      FaultSwitch faults, Exchange exchange, JsonMapper json) {
    var registration = new FilterRegistrationBean<>(new SilenceFilter(faults, exchange, json));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
    return registration;
  }

  /** Lets filters hang up, and crypto pairs stand in a path with an encoded slash. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat() {
    return factory -> {
      factory.addEngineValves(new HangUpValve());
      factory.addConnectorCustomizers(
          connector -> connector.setEncodedSolidusHandling("passthrough"));
    };
  }
}
