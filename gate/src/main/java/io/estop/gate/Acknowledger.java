package io.estop.gate;

import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardState;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the gate has swapped in: at once when that changed, while orders of before are inside
 * with every poll, else as a heartbeat. Feed's lock guards.
 */
final class Acknowledger {
  private final Board board;
  private final String component;
  private final long heartbeatNanos;
  private final Announcements announcements;
  private final Failures failures;
  private final String instance = UUID.randomUUID().toString();

  private String saidLast = "";
  private boolean listedOrders;
  private long saidNanos;
  // Written by the thread that Redis answers on, read by the feeder.
  private volatile boolean lost;

  Acknowledger(Board board, Identity identity, Announcements announcements, Failures failures) {
    this.board = board;
    this.component = identity.component();
    this.heartbeatNanos = identity.timing().heartbeat().toNanos();
    this.announcements = announcements;
    this.failures = failures;
  }

  /** Which gate this is. */
  record Identity(String component, Timing timing) {}

  /** Called after the snapshot was swapped (rule R10). Waits for nothing. */
  void acknowledge(GateMemory memory, long redisMillis, long nowNanos) {
    String says = memory.highest() + " " + memory.holds();
    boolean due = nowNanos - saidNanos >= heartbeatNanos;
    if (says.equals(saidLast) && !due && !lost && !listedOrders) {
      return;
    }
    List<String> inside = announcements.list();
    saidLast = says;
    saidNanos = nowNanos;
    listedOrders = !inside.isEmpty();
    lost = false;
    BoardState accepted = memory.accepted();
    board
        .acknowledge(
            new Acknowledgement(
                component,
                instance,
                memory.highest(),
                accepted == null ? "" : accepted.sum(),
                redisMillis,
                List.copyOf(memory.holds()),
                inside))
        .whenComplete((written, failure) -> settle(failure));
  }

  private void settle(@Nullable Throwable failure) {
    if (failure != null) {
      lost = true;
      failures.silence("acknowledgement was not written: " + failure.getMessage());
    }
  }
}
