package io.estop.worker;

import io.estop.gate.board.Board;
import io.estop.halt.HaltTimeouts;
import io.estop.halt.component.Acknowledgements;
import io.estop.halt.press.HoldPlaces;
import io.estop.halt.press.KeptPresses;
import io.estop.halt.press.PressService;
import io.estop.halt.temporal.StopStarter;
import io.estop.store.Database;
import io.estop.store.alarm.Alarms;
import io.estop.store.component.Components;
import io.estop.store.deadman.Switches;
import io.estop.store.flag.Flag;
import io.estop.store.flag.Outbox;
import io.estop.store.ledger.Ledger;
import io.estop.store.maintenance.Windows;
import io.estop.store.notice.Notices;
import io.estop.store.plan.Claims;
import io.estop.store.plan.Positions;
import io.estop.store.recovery.Approvals;
import io.estop.store.stop.Stops;
import io.estop.store.task.Tasks;
import io.lettuce.core.RedisClient;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Board and database, and what presses on them. */
@Configuration(proxyBeanMethods = false)
@Import({
  Alarms.class,
  Approvals.class,
  Claims.class,
  Components.class,
  Flag.class,
  Ledger.class,
  Notices.class,
  Outbox.class,
  Positions.class,
  Stops.class,
  Switches.class,
  Tasks.class,
  Windows.class
})
class StoreWiring {
  private static final int PRESS_THREADS = 16;

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  HaltTimeouts haltTimeouts(WorkerProperties properties) {
    HaltTimeouts standard = HaltTimeouts.standard();
    return new HaltTimeouts(
        standard.place(),
        standard.temporal(),
        properties.halt().lease(),
        standard.clockMargin(),
        standard.keeperCall());
  }

  @Bean
  Database database(DataSource dataSource, WorkerProperties properties) {
    return new Database(dataSource, properties.environmentId());
  }

  @Bean(destroyMethod = "close")
  Board board(WorkerProperties properties, LettuceConnectionFactory redis) {
    redis.start();
    if (redis.getRequiredNativeClient() instanceof RedisClient client) {
      return Board.of(properties.environmentId(), client);
    }
    throw new IllegalStateException("the board needs a single Redis, not a cluster");
  }

  @Bean(destroyMethod = "shutdownNow")
  ExecutorService placeExecutor() {
    return Executors.newFixedThreadPool(PRESS_THREADS);
  }

  // A pool of its own: calls that wait for a Temporal that is down must not delay a hold.
  @Bean(destroyMethod = "shutdownNow")
  ExecutorService temporalExecutor() {
    return Executors.newFixedThreadPool(PRESS_THREADS);
  }

  @Bean
  HoldPlaces holdPlaces(
      Board board,
      Database database,
      Flag flag,
      Outbox outbox,
      Ledger ledger,
      ExecutorService placeExecutor,
      HaltTimeouts timeouts) {
    return new HoldPlaces(board, database, flag, outbox, ledger, placeExecutor, timeouts.place());
  }

  @Bean
  PressService pressService(
      HoldPlaces places,
      Outbox outbox,
      WorkflowClient client,
      ExecutorService temporalExecutor,
      ExecutorService placeExecutor,
      HaltTimeouts timeouts) {
    // The breaker's press is an activity that Temporal repeats until it is done: no file is needed.
    return new PressService(
        places,
        outbox,
        KeptPresses.nowhere(),
        new StopStarter(client),
        temporalExecutor,
        placeExecutor,
        timeouts.temporal());
  }

  @Bean
  Acknowledgements acknowledgements(
      Board board, Components components, Alarms alarms, HaltTimeouts timeouts) {
    return new Acknowledgements(board, components, alarms, timeouts.keeperCall());
  }
}
