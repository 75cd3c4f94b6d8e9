package io.estop.paper.stream;

import io.estop.paper.PaperProperties;
import io.estop.paper.exchange.Exchange;
import org.apache.tomcat.websocket.server.WsSci;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Opens /stream; Tomcat's WebSocket support is added by hand, for Boot's module is not used. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class StreamConfiguration {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> webSockets() {
    return factory ->
        factory.addContextCustomizers(
            context -> context.addServletContainerInitializer(new WsSci(), null));
  }

  @Bean
  WebSocketConfigurer stream(Exchange exchange, PaperProperties properties, JsonMapper json) {
    Credentials credentials = new Credentials(properties.key(), properties.secret());
    return registry ->
        registry
            .addHandler(new TradeUpdatesHandler(exchange, credentials, json), "/stream")
            .setAllowedOrigins("*");
  }
}
