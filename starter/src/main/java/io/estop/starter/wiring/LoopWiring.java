package io.estop.starter.wiring;

import io.estop.breaker.watch.Watchdog;
import io.estop.halt.Loop;
import io.estop.halt.deadman.SwitchWatchdog;
import io.estop.halt.keeper.AlarmDesk;
import io.estop.halt.keeper.Candidate;
import io.estop.halt.maintenance.Maintenance;
import io.estop.halt.maintenance.MaintenanceWatchdog;
import io.estop.halt.press.PressService;
import io.estop.halt.supervise.Supervision;
import io.estop.model.hold.PressAnswer;
import io.estop.starter.breaker.BreakerStart;
import io.estop.starter.deadman.SwitchStart;
import io.estop.starter.maintenance.MaintenanceSchedules;
import io.estop.store.Database;
import io.estop.store.component.Components;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What runs in the background, each on a thread of its own. */
@Configuration(proxyBeanMethods = false)
class LoopWiring {
  private static final int WRONG_ENVIRONMENT = 78;
  private static final Duration SECOND = Duration.ofSeconds(1);

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

  @Bean(initMethod = "start")
  Loop keeperLoop(Candidate candidate, MeterRegistry meters) {
    return new Loop("keeper", Candidate.PAUSE, candidate::turn, meters);
  }

  @Bean(initMethod = "start")
  Loop alarmLoop(AlarmDesk desk, Candidate candidate, Database database, MeterRegistry meters) {
    return new Loop(
        "alarms",
        AlarmDesk.PAUSE,
        () -> {
          if (database.isMigrated()) {
            desk.turn(candidate::isElected);
          }
        },
        meters);
  }

  @Bean(initMethod = "start")
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

  @Bean(initMethod = "start")
  Loop rehearsalLoop(Rehearsal rehearsal, MeterRegistry meters) {
    return new Loop("rehearsal", SECOND, rehearsal::again, meters);
  }

  /** Needs no PostgreSQL: what it retries is what PostgreSQL does not have. */
  @Bean(initMethod = "start")
  Loop keptLoop(PressService presses, MeterRegistry meters) {
    return new Loop("kept", SECOND, presses::retryKept, meters);
  }

  @Bean(initMethod = "start")
  Loop supervisorLoop(Supervision supervision, MeterRegistry meters) {
    return new Loop("supervisor", Supervision.PAUSE, supervision::turn, meters);
  }

  /** Needs no Temporal: what it watches for is that Temporal does not carry the breaker on. */
  @Bean(initMethod = "start")
  Loop watchdogLoop(
      Database database,
      PressService presses,
      Migration migration,
      Clock clock,
      MeterRegistry meters) {
    Watchdog watchdog =
        new Watchdog(
            database,
            press -> presses.press(press).answer() != PressAnswer.NOT_KEPT,
            System::nanoTime,
            clock);
    return new Loop(
        "watchdog",
        Watchdog.PAUSE,
        () -> {
          if (migration.isDone()) {
            watchdog.turn();
          }
        },
        meters);
  }

  @Bean(initMethod = "start")
  Loop breakerLoop(BreakerStart start, Migration migration, MeterRegistry meters) {
    return new Loop(
        "breaker",
        SECOND,
        () -> {
          if (migration.isDone()) {
            start.expect();
          }
          start.ensure();
        },
        meters);
  }

  /** Armed as the configuration says, kept running, and told where a switch is configured off. */
  @Bean(initMethod = "start")
  Loop switchLoop(SwitchStart start, Migration migration, MeterRegistry meters) {
    return new Loop(
        "dead-mans-switch",
        SECOND,
        () -> {
          if (migration.isDone()) {
            start.ensure();
          }
        },
        meters);
  }

  @Bean(initMethod = "start")
  Loop switchWatchdogLoop(SwitchWatchdog watchdog, Migration migration, MeterRegistry meters) {
    return new Loop(
        "switch-watchdog",
        SwitchWatchdog.PAUSE,
        () -> {
          if (migration.isDone()) {
            watchdog.turn();
          }
        },
        meters);
  }

  @Bean(initMethod = "start")
  Loop maintenanceLoop(Maintenance maintenance, Migration migration, MeterRegistry meters) {
    MaintenanceWatchdog watchdog = new MaintenanceWatchdog(maintenance);
    return new Loop(
        "maintenance",
        MaintenanceWatchdog.PAUSE,
        () -> {
          if (migration.isDone()) {
            watchdog.turn();
          }
        },
        meters);
  }

  /** Beside the watchdog: a Temporal that hangs delays no halt. */
  @Bean(initMethod = "start")
  Loop scheduleLoop(MaintenanceSchedules schedules, Migration migration, MeterRegistry meters) {
    return new Loop(
        "maintenance-schedules",
        MaintenanceSchedules.PAUSE,
        () -> {
          if (migration.isDone()) {
            schedules.ensure();
          }
        },
        meters);
  }
}
