package io.estop.worker;

import io.estop.gate.board.Board;
import io.estop.halt.Acknowledgements;
import io.estop.halt.HaltTimeouts;
import io.estop.halt.HoldPlaces;
import io.estop.halt.PressService;
import io.estop.halt.StopStarter;
import io.estop.store.Database;
import io.estop.store.breaker.Breakers;
import io.estop.store.component.Components;
import io.estop.store.flag.Flag;
import io.estop.store.flag.Outbox;
import io.estop.store.ledger.Ledger;
import io.estop.store.notice.Notices;
import io.estop.store.plan.Claims;
import io.estop.store.plan.Positions;
import io.estop.store.recovery.Approvals;
import io.estop.store.stop.Stops;
import io.estop.workflows.Payloads;
import io.lettuce.core.RedisClient;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverter;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Board and database, and what presses on them. */
@Configuration(proxyBeanMethods = false)
class StoreWiring {
  private static final int PRESS_THREADS = 16;

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  DataConverter dataConverter() {
    return Payloads.converter();
  }

  @Bean
  HaltTimeouts haltTimeouts() {
    return HaltTimeouts.standard();
  }

  @Bean
  Database database(DataSource dataSource, WorkerProperties properties) {
    return new Database(dataSource, properties.environmentId());
  }

  @Bean
  Flag flag(Database database, Clock clock) {
    return new Flag(database, clock);
  }

  @Bean
  Outbox outbox(Database database, Clock clock) {
    return new Outbox(database, clock);
  }

  @Bean
  Ledger ledger(Database database, Clock clock) {
    return new Ledger(database, clock);
  }

  @Bean
  Stops stops(Database database, Clock clock) {
    return new Stops(database, clock);
  }

  @Bean
  Claims claims(Database database, Clock clock) {
    return new Claims(database, clock);
  }

  @Bean
  Positions positions(Database database) {
    return new Positions(database);
  }

  @Bean
  Components components(Database database, Clock clock) {
    return new Components(database, clock);
  }

  @Bean
  Breakers breakers(Database database, Clock clock) {
    return new Breakers(database, clock);
  }

  @Bean
  Approvals approvals(Database database, Clock clock) {
    return new Approvals(database, clock);
  }

  @Bean
  Notices notices(Database database, Clock clock) {
    return new Notices(database, clock);
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
      HaltTimeouts timeouts) {
    return new PressService(
        places, outbox, new StopStarter(client), temporalExecutor, timeouts.temporal());
  }

  @Bean
  Acknowledgements acknowledgements(
      Board board, Components components, Clock clock, HaltTimeouts timeouts) {
    return new Acknowledgements(board, components, clock, timeouts.keeperCall());
  }
}
