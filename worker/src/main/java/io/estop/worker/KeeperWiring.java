package io.estop.worker;

import io.estop.breaker.watch.Watchdog;
import io.estop.gate.board.Board;
import io.estop.halt.HaltTimeouts;
import io.estop.halt.Loop;
import io.estop.halt.keeper.AlarmDesk;
import io.estop.halt.keeper.Candidate;
import io.estop.halt.keeper.Keeper;
import io.estop.halt.keeper.KeeperMetrics;
import io.estop.halt.press.KeptPresses;
import io.estop.halt.press.PressService;
import io.estop.halt.supervise.Adoption;
import io.estop.halt.supervise.Supervision;
import io.estop.halt.supervise.Supervisor;
import io.estop.halt.temporal.StopStarter;
import io.estop.model.hold.PressAnswer;
import io.estop.store.Database;
import io.estop.store.alarm.Alarms;
import io.estop.store.election.SessionLock;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This process would keep, too: one of all workers and starters is elected. */
@Configuration(proxyBeanMethods = false)
class KeeperWiring {
  @Bean
  Keeper keeper(Board board, Database database, Clock clock, HaltTimeouts timeouts) {
    return new Keeper(board, database, clock, timeouts);
  }

  @Bean
  Candidate candidate(
      Keeper keeper, Database database, AlarmDesk desk, DataSourceProperties login, Clock clock) {
    SessionLock lock =
        new SessionLock(
            new SessionLock.Login(
                login.determineUrl(), login.determineUsername(), login.determinePassword()),
            database.environment(),
            "keeper");
    return new Candidate(keeper, lock, database, desk, Candidate.Clocks.of(clock));
  }

  @Bean
  AlarmDesk alarmDesk(Alarms alarms, Clock clock) {
    return new AlarmDesk(alarms, clock);
  }

  @Bean
  KeeperMetrics keeperMetrics(Candidate candidate) {
    return new KeeperMetrics(candidate);
  }

  @Bean(initMethod = "start")
  Loop keeperLoop(Candidate candidate, MeterRegistry meters) {
    return new Loop("keeper", Candidate.PAUSE, candidate::turn, meters);
  }

  @Bean
  Supervision supervision(
      Candidate candidate, Database database, Board board, WorkflowClient client, Clock clock) {
    return new Supervision(
        () -> candidate.state().elected(),
        new Adoption(database, board, KeptPresses.nowhere(), clock, Supervision.GRACE),
        new Supervisor(database, new StopStarter(client), clock));
  }

  @Bean(initMethod = "start")
  Loop supervisorLoop(Supervision supervision, MeterRegistry meters) {
    return new Loop("supervisor", Supervision.PAUSE, supervision::turn, meters);
  }

  /** The starters deliver too; with none of them left, what was adopted must still begin. */
  @Bean(initMethod = "start")
  Loop outboxLoop(Candidate candidate, PressService presses, MeterRegistry meters) {
    return new Loop(
        "outbox",
        Supervision.PAUSE,
        () -> {
          if (candidate.state().elected()) {
            presses.deliverKept();
          }
        },
        meters);
  }

  /** Needs no Temporal: what it watches for is that Temporal does not carry the breaker on. */
  @Bean(initMethod = "start")
  Loop watchdogLoop(Database database, PressService presses, Clock clock, MeterRegistry meters) {
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
          if (database.isMigrated()) {
            watchdog.turn();
          }
        },
        meters);
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
}
