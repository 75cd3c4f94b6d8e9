package io.estop.starter.wiring;

import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The web server. */
@Configuration(proxyBeanMethods = false)
class WebWiring {
  /** Lets a scope with a slash, as in {@code account:paper%2FPA1}, be one segment of a path. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> scopesInPaths() {
    return server ->
        server.addConnectorCustomizers(
            connector ->
                connector.setEncodedSolidusHandling(
                    EncodedSolidusHandling.PASS_THROUGH.getValue()));
  }
}
