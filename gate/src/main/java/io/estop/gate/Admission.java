package io.estop.gate;

import io.estop.gate.Announcements.Slot;
import org.jspecify.annotations.Nullable;

/**
 * One order's way through the gate, for senders that do not send on the thread that asked: an
 * asynchronous client, a server that answers for others. Made by {@link TradingGate#admit}.
 *
 * <p>An allowed order counts as inside, and stands in every acknowledgement as not finished, until
 * {@link #close}: when it was sent, or never will be. Closing a denied one does nothing. May be
 * used from any thread; closing twice is closing once.
 */
public final class Admission implements AutoCloseable {
  private final Verdict verdict;
  private final @Nullable Entry entry;

  /** What closing undoes. */
  record Entry(Announcements announcements, Slot slot, ReduceLane lane) {}

  private boolean closed;

  Admission(Verdict verdict, @Nullable Entry entry) {
    this.verdict = verdict;
    this.entry = entry;
  }

  /** Returns what the gate says; {@link #close} follows in any case. */
  public Verdict verdict() {
    return verdict;
  }

  /** Ends what an allowed verdict began: the order is sent, or never. Throws nothing. */
  @Override
  public synchronized void close() {
    if (entry != null && !closed) {
      closed = true;
      entry.slot().leave(entry.lane());
      entry.announcements().dismiss(entry.slot());
    }
  }
}
