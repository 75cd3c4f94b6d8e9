package io.estop.gate;

import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.Acknowledgement.GateId;
import io.estop.gate.board.BoardState;
import io.estop.model.hold.BoardVersion;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the gate has swapped in: at once when that changed, while orders of before are inside
 * with every poll, else as a heartbeat. Feed's lock guards.
 */
final class Acknowledger {
  private static final String LIBRARY = "java/0.1.0";
  private static final BoardVersion NO_BOARD = new BoardVersion(0, 0);

  /** How long closing waits for the last word; without it the gate shows as silent. */
  private static final long LAST_WORD_MILLIS = 250;

  private final Line line;
  private final Identity identity;
  private final long heartbeatNanos;
  private final Inside inside;
  private final Failures failures;

  private @Nullable GateId gate;
  private long saidChanges = -1;
  private int saidLane;
  private boolean listedOrders;
  private long saidNanos;
  // Written by the thread that Redis answers on, read by the feeder.
  private volatile boolean lost;

  Acknowledger(Line line, Identity identity, Inside inside, Failures failures) {
    this.line = line;
    this.identity = identity;
    this.heartbeatNanos = identity.timing().heartbeat().toNanos();
    this.inside = inside;
    this.failures = failures;
  }

  /**
   * Which gate this is.
   *
   * @param instance made at each start
   */
  record Identity(String component, String instance, Timing timing) {}

  /** Who is inside and who was let through a halt. */
  record Inside(Announcements announcements, ReduceLane lane) {}

  /** Called with the Redis time of the first reading: only then is anything said. */
  void begin(long startedMillis) {
    gate =
        new GateId(
            identity.component(),
            identity.instance(),
            LIBRARY,
            startedMillis,
            identity.timing().heartbeat());
  }

  /** Called after the snapshot was swapped (rule R10). Waits for nothing. */
  void acknowledge(GateMemory memory, HeldSet held, long redisMillis, long nowNanos) {
    if (gate == null || !(isNews(memory) || nowNanos - saidNanos >= heartbeatNanos)) {
      return;
    }
    // In this order: who is not inside any more stands in the lane already.
    List<String> unfinished = inside.announcements().list();
    int entered = inside.lane().entered();
    List<String> lane = inside.lane().list(held::isHeld);
    saidChanges = memory.changes();
    saidLane = entered;
    saidNanos = nowNanos;
    listedOrders = !unfinished.isEmpty();
    lost = false;
    if (unfinished.size() > Acknowledgement.MAX_UNFINISHED) {
      settle(new IllegalStateException(unfinished.size() + " orders are inside: too many to list"));
      return;
    }
    BoardState accepted = memory.accepted();
    line.acknowledge(
            new Acknowledgement(
                gate,
                memory.highest(),
                accepted == null ? NO_BOARD : accepted.version(),
                accepted == null ? "" : accepted.sum(),
                redisMillis,
                memory.holdsBeyondBoard(),
                unfinished,
                lane))
        .whenComplete((written, failure) -> settle(failure));
  }

  private boolean isNews(GateMemory memory) {
    return memory.changes() != saidChanges
        || inside.lane().entered() != saidLane
        || lost
        || listedOrders;
  }

  /**
   * Takes back what was said, for a gate that closes. Not while orders are inside: what was said of
   * them then stays, and the gate falls silent.
   */
  void withdraw() {
    if (gate == null || !inside.announcements().list().isEmpty()) {
      return;
    }
    CompletionStage<?> last = line.withdraw(identity.instance());
    try {
      last.toCompletableFuture().get(LAST_WORD_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException unheard) {
      failures.silence("acknowledgement was not withdrawn: " + unheard.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void settle(@Nullable Throwable failure) {
    if (failure != null) {
      lost = true;
      failures.silence("acknowledgement was not written: " + failure.getMessage());
    }
  }
}
