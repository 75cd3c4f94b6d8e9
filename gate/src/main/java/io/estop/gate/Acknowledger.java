package io.estop.gate;

import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.Acknowledgement.GateId;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardState;
import io.estop.model.hold.BoardVersion;
import java.util.List;
import java.util.UUID;
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

  private final Board board;
  private final Identity identity;
  private final long heartbeatNanos;
  private final Announcements announcements;
  private final Failures failures;
  private final String instance = UUID.randomUUID().toString();

  private @Nullable GateId gate;
  private long saidChanges = -1;
  private boolean listedOrders;
  private long saidNanos;
  // Written by the thread that Redis answers on, read by the feeder.
  private volatile boolean lost;

  Acknowledger(Board board, Identity identity, Announcements announcements, Failures failures) {
    this.board = board;
    this.identity = identity;
    this.heartbeatNanos = identity.timing().heartbeat().toNanos();
    this.announcements = announcements;
    this.failures = failures;
  }

  /** Which gate this is. */
  record Identity(String component, Timing timing) {}

  /** Called with the Redis time of the first reading: only then is anything said. */
  void begin(long startedMillis) {
    gate =
        new GateId(
            identity.component(), instance, LIBRARY, startedMillis, identity.timing().heartbeat());
  }

  /** Called after the snapshot was swapped (rule R10). Waits for nothing. */
  void acknowledge(GateMemory memory, long redisMillis, long nowNanos) {
    boolean due = nowNanos - saidNanos >= heartbeatNanos;
    if (gate == null || (memory.changes() == saidChanges && !due && !lost && !listedOrders)) {
      return;
    }
    List<String> inside = announcements.list();
    saidChanges = memory.changes();
    saidNanos = nowNanos;
    listedOrders = !inside.isEmpty();
    lost = false;
    if (inside.size() > Acknowledgement.MAX_UNFINISHED) {
      settle(new IllegalStateException(inside.size() + " orders are inside: too many to list"));
      return;
    }
    BoardState accepted = memory.accepted();
    board
        .acknowledge(
            new Acknowledgement(
                gate,
                memory.highest(),
                accepted == null ? NO_BOARD : accepted.version(),
                accepted == null ? "" : accepted.sum(),
                redisMillis,
                memory.holdsBeyondBoard(),
                inside,
                List.of()))
        .whenComplete((written, failure) -> settle(failure));
  }

  /**
   * Takes back what was said, for a gate that closes. Not while orders are inside: what was said of
   * them then stays, and the gate falls silent.
   */
  void withdraw() {
    if (gate == null || !announcements.list().isEmpty()) {
      return;
    }
    CompletionStage<?> last = board.withdraw(identity.component(), instance);
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
