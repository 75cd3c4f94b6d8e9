package io.estop.starter.breaker;

import io.estop.breaker.configuration.LiveConfiguration;
import io.estop.breaker.configuration.LiveRules;
import io.estop.breaker.rules.RuleBook;
import io.estop.breaker.watch.Watch;
import io.estop.model.breaker.RulesRefusedException;
import io.estop.starter.wiring.ConfigurationRefused;
import io.estop.starter.wiring.EstopProperties;
import io.estop.store.Database;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rules, and the watch that judges posted readings: sensors are the worker's. */
@Configuration(proxyBeanMethods = false)
class BreakerWiring {

  @Bean
  RuleBook ruleBook(EstopProperties properties) {
    return inWords(() -> properties.breaker().book());
  }

  private static <T> T inWords(Supplier<T> rules) {
    try {
      return rules.get();
    } catch (RulesRefusedException refused) {
      throw new ConfigurationRefused("estop.breaker: " + String.join("\n", refused.errors()));
    } catch (IllegalArgumentException refused) {
      throw new ConfigurationRefused("estop.breaker: " + refused.getMessage());
    }
  }

  @Bean(destroyMethod = "close")
  Watch watch(Database database, RuleBook book, LiveConfiguration configuration, Clock clock) {
    LiveRules rules = inWords(() -> new LiveRules(book, configuration));
    return new Watch(database, rules, scope -> List.of(), configuration::observeOnly, clock);
  }
}
