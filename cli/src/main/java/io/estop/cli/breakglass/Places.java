package io.estop.cli.breakglass;

import io.estop.cli.Failure;
import io.estop.gate.board.Board;
import io.estop.halt.press.HoldPlaces;
import io.estop.halt.press.HoldPlaces.Held;
import io.estop.halt.press.PressRefusedException;
import io.estop.model.EnvironmentId;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.store.BareDatabase;
import io.estop.store.Database;
import io.estop.store.EnvironmentMismatchException;
import io.estop.store.flag.Flag;
import io.estop.store.flag.Outbox;
import io.estop.store.ledger.Ledger;
import io.estop.store.stop.StopRow;
import io.estop.store.stop.Stops;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.springframework.dao.DataAccessException;

/**
 * Board and flag as break-glass reaches them: directly, by the same steps as a press of the
 * starter. What is not configured is a place that does not answer.
 */
final class Places implements AutoCloseable {
  /** Long enough to connect; a person waits no longer than twice this. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  // Nobody listens there.
  private static final String NOWHERE_REDIS = "redis://127.0.0.1:1";
  private static final String NOWHERE_POSTGRES = "jdbc:postgresql://127.0.0.1:1/none";

  private final RedisClient redis;
  private final Board board;
  private final Database database;
  private final HoldPlaces places;

  Places(GlassSettings settings, ExecutorService executor) {
    EnvironmentId environment = settings.environment();
    this.database = database(environment, settings);
    this.redis = redis(settings.redisUrl());
    this.board = Board.of(environment, redis);
    Clock clock = Clock.systemUTC();
    this.places =
        new HoldPlaces(
            board,
            database,
            new Flag(database, clock),
            new Outbox(database, clock),
            new Ledger(database, clock),
            executor,
            PATIENCE);
  }

  private static RedisClient redis(String url) {
    try {
      RedisURI address = RedisURI.create(url.isEmpty() ? NOWHERE_REDIS : url);
      address.setTimeout(PATIENCE);
      return RedisClient.create(address);
    } catch (IllegalArgumentException malformed) {
      throw Failure.usage(
          "break-glass setting redis.url must be redis://[USER:PASSWORD@]HOST:PORT (rediss for TLS)");
    }
  }

  private static Database database(EnvironmentId environment, GlassSettings settings) {
    String url = settings.postgresUrl().isEmpty() ? NOWHERE_POSTGRES : settings.postgresUrl();
    try {
      return BareDatabase.of(
          environment, url, settings.postgresUser(), settings.postgresPassword(), PATIENCE);
    } catch (IllegalArgumentException malformed) {
      throw Failure.usage("break-glass setting postgres.url " + malformed.getMessage());
    }
  }

  /** Refuses to go on against the database of another environment; a silent one stops nobody. */
  void requireEnvironment() {
    try {
      database.requireEnvironment();
    } catch (EnvironmentMismatchException mismatch) {
      throw Failure.usage(mismatch.getMessage() + ": nothing was done");
    } catch (DataAccessException silent) {
      // Told by the place itself, right below.
      return;
    }
  }

  /** Returns the database, for whoever goes on where the hold ends. */
  Database database() {
    return database;
  }

  /** Returns the board, on which components say what they heard. */
  Board board() {
    return board;
  }

  /** Returns the stop that lives on a scope; the database has to answer. */
  Optional<StopId> liveOn(Scope scope) {
    try {
      database.requireEnvironment();
      return new Stops(database, Clock.systemUTC()).liveOn(scope).map(StopRow::stopId);
    } catch (EnvironmentMismatchException mismatch) {
      throw Failure.usage(mismatch.getMessage() + ": nothing was done");
    } catch (DataAccessException silent) {
      throw Failure.unreachable(
          "PostgreSQL does not answer: nothing can be closed without it; hold and cancel with estop"
              + " break-glass hold");
    }
  }

  /** Holds; throws {@link Failure} where the stop id is another scope's. */
  Held hold(Press press) {
    try {
      return places.hold(press);
    } catch (PressRefusedException refused) {
      throw Failure.refused(refused.getMessage() + ": nothing was done");
    }
  }

  @Override
  public void close() {
    board.close();
    redis.shutdown(Duration.ZERO, PATIENCE);
  }
}
