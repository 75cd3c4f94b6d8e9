package io.estop.starter.wiring;

import io.estop.gate.board.Board;
import io.estop.halt.HaltTimeouts;
import io.estop.halt.SteadyClock;
import io.estop.halt.deadman.DeadMansSwitches;
import io.estop.halt.deadman.SwitchWatchdog;
import io.estop.halt.keeper.AlarmDesk;
import io.estop.halt.keeper.Candidate;
import io.estop.halt.keeper.Finding;
import io.estop.halt.keeper.Keeper;
import io.estop.halt.keeper.KeeperMetrics;
import io.estop.halt.maintenance.Maintenance;
import io.estop.halt.press.FileOutbox;
import io.estop.halt.press.HoldPlaces;
import io.estop.halt.press.KeptPresses;
import io.estop.halt.press.PressService;
import io.estop.halt.supervise.Adoption;
import io.estop.halt.supervise.Supervision;
import io.estop.halt.supervise.Supervisor;
import io.estop.halt.temporal.StopStarter;
import io.estop.store.Database;
import io.estop.store.alarm.Alarms;
import io.estop.store.deadman.Switches;
import io.estop.store.election.SessionLock;
import io.estop.store.flag.Flag;
import io.estop.store.flag.Outbox;
import io.estop.store.ledger.Ledger;
import io.temporal.client.WorkflowClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Press and keeper. Stores and Temporal have pools of their own: one hanging delays no other. */
@Configuration(proxyBeanMethods = false)
class HaltWiring {
  private static final int PLACE_THREADS = 16;
  private static final int PLACES_WAITING = 64;
  private static final int TEMPORAL_THREADS = 32;
  private static final int TEMPORAL_WAITING = 256;
  private static final int ASKING_THREADS = 16;
  private static final int ASKING_WAITING = 64;

  @Bean
  HaltTimeouts haltTimeouts(EstopProperties properties) {
    HaltTimeouts standard = HaltTimeouts.standard();
    return new HaltTimeouts(
        standard.place(),
        properties.halt().temporalTimeout(),
        properties.halt().lease(),
        standard.clockMargin(),
        standard.keeperCall());
  }

  @Bean(destroyMethod = "shutdownNow")
  ExecutorService placePool() {
    return Pools.dropping("estop-place", PLACE_THREADS, PLACES_WAITING);
  }

  @Bean(destroyMethod = "shutdownNow")
  ExecutorService temporalPool() {
    return Pools.dropping("estop-temporal", TEMPORAL_THREADS, TEMPORAL_WAITING);
  }

  /** Writes presses into files while PostgreSQL is silent. */
  @Bean(destroyMethod = "shutdownNow")
  ExecutorService diskPool() {
    return Pools.dropping("estop-disk", 1, PLACES_WAITING);
  }

  @Bean
  KeptPresses keptPresses(EstopProperties properties, AlarmDesk alarms) {
    return KeptPresses.in(
        new FileOutbox(
            Path.of(properties.halt().outboxFolder()), properties.environmentId(), FileOutbox.MOST),
        (kind, subject, text) -> alarms.happened("starter", new Finding(kind, subject, text)));
  }

  /** For everything but presses: a recovery that hangs delays no press. */
  @Bean(destroyMethod = "shutdownNow")
  ExecutorService askingPool() {
    return Pools.dropping("estop-asking", ASKING_THREADS, ASKING_WAITING);
  }

  @Bean
  HoldPlaces holdPlaces(
      Board board,
      Database database,
      Flag flag,
      Outbox outbox,
      Ledger ledger,
      @Qualifier("placePool") ExecutorService placePool,
      HaltTimeouts bounds) {
    return new HoldPlaces(board, database, flag, outbox, ledger, placePool, bounds.place());
  }

  @Bean
  StopStarter stopStarter(WorkflowClient client) {
    return new StopStarter(client);
  }

  @Bean
  PressService pressService(
      HoldPlaces places,
      Outbox outbox,
      KeptPresses kept,
      StopStarter starter,
      @Qualifier("temporalPool") ExecutorService temporalPool,
      @Qualifier("diskPool") ExecutorService diskPool,
      HaltTimeouts bounds) {
    return new PressService(
        places, outbox, kept, starter, temporalPool, diskPool, bounds.temporal());
  }

  @Bean
  Keeper keeper(Board board, Database database, Clock clock, HaltTimeouts bounds) {
    return new Keeper(board, database, clock, bounds);
  }

  @Bean
  SteadyClock steadyClock(Clock clock, Switches switches) {
    return new SteadyClock(clock, switches::now, System::nanoTime);
  }

  @Bean
  DeadMansSwitches deadMansSwitches(
      Database database, PressService presses, SteadyClock time, Clock clock) {
    return new DeadMansSwitches(database, presses::press, time, clock);
  }

  @Bean
  SwitchWatchdog switchWatchdog(DeadMansSwitches switches, Alarms alarms) {
    // Channels to people are the worker's; the alarm stands on the console all the same.
    return new SwitchWatchdog(switches, alarms, "starter", (scope, episode, why) -> {});
  }

  @Bean
  Maintenance maintenance(Database database, PressService presses, SteadyClock time, Clock clock) {
    return new Maintenance(database, presses::press, time, clock);
  }

  @Bean
  Supervision supervision(
      Candidate candidate,
      Database database,
      Board board,
      KeptPresses kept,
      StopStarter starter,
      Clock clock) {
    return new Supervision(
        () -> candidate.state().elected(),
        new Adoption(database, board, kept, clock, Supervision.GRACE),
        new Supervisor(database, starter, clock));
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
}
