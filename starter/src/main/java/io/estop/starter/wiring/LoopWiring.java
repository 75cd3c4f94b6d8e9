package io.estop.starter.wiring;

import io.estop.halt.press.PressService;
import io.estop.halt.supervise.Adoption;
import io.estop.halt.supervise.Supervisor;
import io.estop.starter.breaker.BreakerStart;
import io.estop.starter.health.KeeperWatch;
import io.estop.store.Database;
import io.estop.store.component.Components;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What runs in the background, each on a thread of its own. */
@Configuration(proxyBeanMethods = false)
class LoopWiring {
  private static final int WRONG_ENVIRONMENT = 78;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration SUPERVISED_EVERY = Duration.ofSeconds(2);

  @Bean
  Migration migration(
      Database database,
      Components components,
      EstopProperties properties,
      ConfigurableApplicationContext context) {
    return new Migration(database, components, properties, () -> exit(context));
  }

  // Closing the context waits for this thread's caller, so the process ends on another one.
  private static void exit(ConfigurableApplicationContext context) {
    new Thread(
            () -> System.exit(SpringApplication.exit(context, () -> WRONG_ENVIRONMENT)),
            "estop-exit")
        .start();
  }

  @Bean
  Loop keeperLoop(KeeperWatch keeper, MeterRegistry meters) {
    return new Loop("keeper", SECOND, keeper::look, meters);
  }

  @Bean
  Loop outboxLoop(PressService presses, Migration migration, MeterRegistry meters) {
    return new Loop(
        "outbox",
        SECOND,
        () -> {
          if (migration.isDone()) {
            presses.deliverKept();
          }
        },
        meters);
  }

  @Bean
  Loop rehearsalLoop(Rehearsal rehearsal, MeterRegistry meters) {
    return new Loop("rehearsal", SECOND, rehearsal::again, meters);
  }

  /** Needs no PostgreSQL: what it retries is what PostgreSQL does not have. */
  @Bean
  Loop keptLoop(PressService presses, MeterRegistry meters) {
    return new Loop("kept", SECOND, presses::retryKept, meters);
  }

  /** Adopts first: that needs no Temporal, and the outbox carries on from there. */
  @Bean
  Loop supervisorLoop(
      Supervisor supervisor, Adoption adoption, Migration migration, MeterRegistry meters) {
    return new Loop(
        "supervisor",
        SUPERVISED_EVERY,
        () -> {
          if (migration.isDone()) {
            adoption.look();
            supervisor.look();
          }
        },
        meters);
  }

  @Bean
  @ConditionalOnProperty("estop.breaker.enabled")
  Loop breakerLoop(BreakerStart start, MeterRegistry meters) {
    return new Loop("breaker", SECOND, start::ensure, meters);
  }
}
