package io.estop.bench.stops;

import io.estop.embedded.Stack;
import io.estop.embedded.client.StarterClient;
import io.estop.embedded.process.Await;
import io.estop.embedded.stores.EmbeddedDatabase;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardContent;
import io.estop.model.EnvironmentId;
import io.estop.model.Phase;
import io.estop.model.StopId;
import io.estop.store.Database;
import io.estop.store.flag.Flag;
import io.lettuce.core.RedisClient;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What lies between two measured presses: the stop comes to hold and is closed, and now and then
 * holds are released as a recovery does it, in the flag first and on the board then.
 */
public final class Settling {
  private static final Duration HOLDS_WITHIN = Duration.ofSeconds(60);
  private static final Duration SOON = Duration.ofSeconds(5);

  private final StarterClient presser;
  private final Flag flag;
  private final Board board;

  public Settling(Stack stack, RedisClient redis, Clock clock) {
    EnvironmentId environment = EnvironmentId.parse(stack.environment());
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(stack.database().url());
    source.setUser(EmbeddedDatabase.USER);
    this.presser = stack.as(stack.tokens().presser());
    this.flag = new Flag(new Database(source, environment), clock);
    this.board = Board.of(environment, redis);
  }

  /** Returns the board that it releases on. */
  public Board board() {
    return board;
  }

  /** Waits until the stop holds, closes it, and waits until it has ended. */
  public void close(String stopId) {
    await(stopId, "holds", phase -> phase.equals(Phase.HOLDING.name()));
    presser.close(stopId, "bench: measured").orThrow("closing " + stopId);
    await(stopId, "has ended", phase -> phase.equals(Phase.CLOSED.name()));
  }

  /** Returns the phase of a stop; empty where nobody knows it. */
  public String phase(String stopId) {
    return presser.stop(stopId).body().path("phase").asString("");
  }

  /** Releases the holds for ever. */
  public void release(List<String> stopIds) {
    Set<StopId> stops = new HashSet<>(stopIds.stream().map(StopId::parse).toList());
    if (!Await.until(() -> flag.release(stops, flag.read().version()), SOON)) {
      throw new IllegalStateException("the flag changed all the time: nothing was released");
    }
    BoardContent released = new BoardContent(List.of(), stops, List.of());
    if (!Await.until(() -> board.merge(released, SOON).isDone(), HOLDS_WITHIN)) {
      throw new IllegalStateException("the board did not take the releases");
    }
  }

  private void await(String stopId, String what, java.util.function.Predicate<String> wanted) {
    if (!Await.until(() -> wanted.test(phase(stopId)), HOLDS_WITHIN)) {
      throw new IllegalStateException(
          "not "
              + HOLDS_WITHIN
              + " after its press did stop "
              + stopId
              + " show that it "
              + what
              + ": "
              + presser.stop(stopId).body());
    }
  }
}
