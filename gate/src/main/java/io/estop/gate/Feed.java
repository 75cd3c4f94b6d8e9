package io.estop.gate;

import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardCodec;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.BoardValue;
import io.estop.gate.board.Limits;
import io.estop.gate.board.Reading;
import io.estop.gate.board.Unreadable;
import io.estop.model.hold.Hold;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns readings and messages into snapshots. Readings renew, messages only tighten (rule R8); what
 * cannot be understood renews nothing, so the snapshot grows stale and denies.
 */
final class Feed {
  private final Board board;
  private final Acknowledger.Identity identity;
  private final LongSupplier nanoClock;
  private final Acknowledger acknowledger;
  private final Listeners listeners;
  private final Failures failures;

  // Written here under this lock, read by every order.
  private volatile Snapshot snapshot = Snapshot.denying(DenialReason.STATE_UNKNOWN);
  // All below: guarded by this; the feeder and the thread of messages write.
  private final GateMemory memory = new GateMemory();
  private @Nullable Reading last;
  private @Nullable Limits limits;
  private long lastAskedNanos;
  private long firstRedisMillis;
  private long messageNanos;
  private boolean messageSeen;
  private boolean closed;

  Feed(Board board, Acknowledger.Identity identity, LongSupplier nanoClock, Parts parts) {
    this.board = board;
    this.identity = identity;
    this.nanoClock = nanoClock;
    this.acknowledger = parts.acknowledger();
    this.listeners = parts.listeners();
    this.failures = parts.failures();
  }

  /** Who hears of what the feed does. */
  record Parts(Acknowledger acknowledger, Listeners listeners, Failures failures) {}

  Snapshot snapshot() {
    return snapshot;
  }

  synchronized Collection<Hold> holds() {
    return List.copyOf(memory.holds());
  }

  /** Reads the board once. Returns within staleAfter; never throws. */
  void poll() {
    try {
      long asked = nanoClock.getAsLong();
      Answer<Reading> answer =
          board.poll(identity.component(), accepted(), identity.timing().staleAfter());
      if (answer instanceof Answer.Done<Reading> done) {
        failures.answered();
        onReading(done.value(), asked);
      } else {
        failures.silence(answer.toString());
      }
    } catch (RuntimeException unexpected) {
      failures.count("reading the board failed", unexpected);
    }
  }

  /** Hears a published board. Never throws. */
  void onText(String text) {
    try {
      BoardValue published = BoardCodec.parse(board.environment(), text);
      if (published instanceof BoardState state) {
        onMessage(state);
      } else if (published instanceof Unreadable unreadable) {
        failures.count("a published board is unreadable: " + unreadable.why(), null);
      }
    } catch (RuntimeException unexpected) {
      failures.count("a published board was not applied", unexpected);
    }
  }

  synchronized void close() {
    closed = true;
    snapshot = Snapshot.denying(DenialReason.CLOSED);
  }

  /**
   * Applies one reading.
   *
   * @param askedNanos before it was asked for
   */
  synchronized void onReading(Reading reading, long askedNanos) {
    if (closed || outrunByMessage(reading, askedNanos)) {
      return;
    }
    if (last == null) {
      firstRedisMillis = reading.redisMillis();
    }
    last = reading;
    limits = reading.limits();
    lastAskedNanos = askedNanos;
    Map<String, Hold> before = memory.holdsByKey();
    boolean sound = reading.board() instanceof BoardState state && !memory.hasSeenMoreThan(state);
    if (sound) {
      memory.accept((BoardState) reading.board());
      snapshot = Snapshot.of(memory.holds(), limits, ages(reading, askedNanos));
    } else {
      keepHoldsOf(reading.board());
      snapshot = Snapshot.denying(DenialReason.STATE_UNREADABLE);
    }
    swapped(before);
  }

  private synchronized void onMessage(BoardState published) {
    if (closed) {
      return;
    }
    Map<String, Hold> before = memory.holdsByKey();
    memory.tighten(published);
    messageNanos = nanoClock.getAsLong();
    messageSeen = true;
    snapshot = snapshot.with(memory.holds(), limits);
    swapped(before);
  }

  // Rule R10: the snapshot is swapped by now, the announced are listed next.
  private void swapped(Map<String, Hold> before) {
    if (last != null) {
      long now = nanoClock.getAsLong();
      long sinceMillis = (now - lastAskedNanos) / 1_000_000;
      acknowledger.acknowledge(memory, last.redisMillis() + sinceMillis, now);
    }
    listeners.tell(before, memory.holdsByKey());
  }

  // An answer that a press overtook shows an older board than the message did. It says nothing of
  // now; the next reading does. Treating it as a rolled back board would deny every order
  // meanwhile.
  private boolean outrunByMessage(Reading reading, long askedNanos) {
    return messageSeen
        && askedNanos - messageNanos <= 0
        && reading.board() instanceof BoardState state
        && memory.hasSeenMoreThan(state);
  }

  private void keepHoldsOf(BoardValue regressed) {
    if (regressed instanceof BoardState state) {
      memory.tighten(state);
    }
  }

  // Rule R9: a lease counts only when its flag was read after this gate's first reading.
  private Snapshot.Ages ages(Reading reading, long askedNanos) {
    long leaseMillis = 0;
    if (reading.leased()
        && reading.lease() != null
        && reading.lease().readAtMillis() > firstRedisMillis) {
      leaseMillis = reading.lease().endsAtMillis() - reading.redisMillis();
    }
    return new Snapshot.Ages(
        askedNanos, identity.timing().staleAfter().toNanos(), leaseMillis * 1_000_000);
  }

  private synchronized @Nullable BoardState accepted() {
    return memory.accepted();
  }
}
