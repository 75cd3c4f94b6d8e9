package io.estop.paper;

import io.estop.paper.admin.SeedDefaults;
import io.estop.paper.admin.SeedDocument;
import io.estop.paper.book.BookSettings;
import io.estop.paper.exchange.Exchange;
import io.estop.paper.faults.FaultSwitch;
import io.estop.paper.faults.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import tools.jackson.databind.json.JsonMapper;

/** Puts the venue together. */
@Configuration(proxyBeanMethods = false)
class PaperConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger("io.estop.paper");

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  FaultSwitch faultSwitch(PaperProperties properties) {
    Faults faults = properties.faults() == null ? Faults.NONE : properties.faults();
    FaultSwitch faultSwitch = new FaultSwitch(Faults.NONE, properties.seed());
    faultSwitch.set(faults, properties.seed());
    return faultSwitch;
  }

  @Bean
  SeedDefaults seedDefaults(PaperProperties properties) {
    BookSettings books =
        new BookSettings(
            properties.levels(),
            properties.movement(),
            Duration.ofMillis(properties.moveEveryMillis()),
            Duration.ofMillis(properties.refillHalfLifeMillis()));
    return new SeedDefaults(properties.seed(), properties.asOf(), books);
  }

  @Bean
  Exchange exchange(
      Clock clock,
      FaultSwitch faults,
      PaperProperties properties,
      SeedDefaults defaults,
      JsonMapper json) {
    Duration acknowledgeAfter =
        properties.asyncAck() ? Duration.ofMillis(properties.ackDelayMillis()) : Duration.ZERO;
    Path file = properties.seedFile();
    Resource source =
        file == null ? new ClassPathResource("default-market.json") : new FileSystemResource(file);
    SeedDocument document = read(source, json);
    return new Exchange(clock, faults, acknowledgeAfter, document.seeding(defaults));
  }

  private static SeedDocument read(Resource source, JsonMapper json) {
    try (InputStream content = source.getInputStream()) {
      return json.readValue(content, SeedDocument.class);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read the seed file " + source, unreadable);
    }
  }

  @Bean
  ApplicationListener<WebServerInitializedEvent> announcement() {
    return event -> LOG.info("paper venue listens on port {}", event.getWebServer().getPort());
  }
}
