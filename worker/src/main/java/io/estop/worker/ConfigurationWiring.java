package io.estop.worker;

import io.estop.breaker.configuration.LiveConfiguration;
import io.estop.halt.Loop;
import io.estop.halt.keeper.AlarmDesk;
import io.estop.halt.keeper.Finding;
import io.estop.store.Database;
import io.estop.store.alarm.AlarmKind;
import io.estop.store.configuration.ConfigurationVersions;
import io.estop.store.ledger.Ledger;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/** The specification's configuration and how its approved versions come into force here. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
class ConfigurationWiring {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  @Bean
  ConfigurationVersions configurationVersions(Database database, Ledger ledger, Clock clock) {
    return new ConfigurationVersions(database, ledger, clock);
  }

  @Bean
  LiveConfiguration liveConfiguration(
      ConfigurableEnvironment environment,
      ConfigurationVersions versions,
      AlarmDesk alarms,
      MeterRegistry meters) {
    LiveConfiguration live =
        new LiveConfiguration(
            SpecificationSettings.of(environment),
            versions::inForce,
            why ->
                alarms.happened(
                    "worker", new Finding(AlarmKind.CONFIGURATION_REFUSED, "worker", why)));
    Gauge.builder("estop.configuration.version", live, one -> one.inForce().version())
        .description("Approved version that is in force here; 0: file and variables alone")
        .register(meters);
    Gauge.builder("estop.observe.only", live, one -> one.observeOnly() ? 1 : 0)
        .description("1 while rules only record what they would have done")
        .register(meters);
    return live;
  }

  @Bean(initMethod = "start")
  Loop configurationLoop(LiveConfiguration live, Database database, MeterRegistry meters) {
    return new Loop(
        "configuration",
        PAUSE,
        () -> {
          if (database.isMigrated()) {
            live.refresh();
          }
        },
        meters);
  }
}
