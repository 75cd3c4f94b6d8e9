package io.estop.starter.preview;

import io.estop.model.liquidation.Planner;
import io.estop.model.liquidation.PlannerKeys;
import io.estop.starter.wiring.ConfigurationRefused;
import io.estop.starter.wiring.EstopProperties;
import io.estop.starter.wiring.Pools;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Venues to read and the planner of previews; nothing connects before it is asked, but FIX
 * sessions.
 */
@Configuration(proxyBeanMethods = false)
class PreviewWiring {
  private static final int THREADS = 4;
  private static final int WAITING = 32;

  @Bean(destroyMethod = "close")
  PreviewVenues previewVenues(Environment configured, EstopProperties properties, Clock clock) {
    List<VenueKeys> venues =
        Binder.get(configured)
            .bind("estop.venues", Bindable.listOf(VenueKeys.class))
            .orElse(List.of());
    return new PreviewVenues(venues, properties.environment(), clock);
  }

  @Bean
  Planner planner(Environment configured) {
    try {
      return new Planner(
          Binder.get(configured).bindOrCreate("estop.liquidation", PlannerKeys.class).settings());
    } catch (IllegalArgumentException refused) {
      throw new ConfigurationRefused("estop.liquidation: " + refused.getMessage());
    }
  }

  @Bean(destroyMethod = "shutdownNow")
  ExecutorService previewExecutor() {
    return Pools.dropping("preview", THREADS, WAITING);
  }

  @Bean
  Previews previews(
      PreviewVenues venues,
      Planner planner,
      @Qualifier("previewExecutor") ExecutorService previewExecutor,
      Clock clock) {
    return new Previews(venues.readers(), venues.unread(), planner, previewExecutor, clock);
  }
}
