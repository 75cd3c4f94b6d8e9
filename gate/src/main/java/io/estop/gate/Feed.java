package io.estop.gate;

import io.estop.gate.GateMemory.Move;
import io.estop.gate.board.Answer;
import io.estop.gate.board.BoardChange;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.BoardValue;
import io.estop.gate.board.ChangeCodec;
import io.estop.gate.board.Limits;
import io.estop.gate.board.Published;
import io.estop.gate.board.Reading;
import io.estop.gate.board.Unreadable;
import io.estop.model.hold.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns readings and messages into snapshots. Readings renew, messages only tighten (rule R8); what
 * cannot be understood renews nothing, so the snapshot grows stale and denies.
 */
final class Feed {
  private static final Comparator<Hold> BY_STOP =
      Comparator.comparing((Hold hold) -> hold.stopId() + "\t" + hold.scope());

  private final Line line;
  private final Acknowledger.Identity identity;
  private final LongSupplier nanoClock;
  private final Acknowledger acknowledger;
  private final Listeners listeners;
  private final Failures failures;

  // Written here under this lock, read by every order.
  private volatile Snapshot snapshot = Snapshot.denying(DenialReason.STATE_UNKNOWN);
  // All below: guarded by this; the feeder and the thread of messages write.
  private final GateMemory memory = new GateMemory();
  private final LeaseClock leases = new LeaseClock();
  private final List<Move> untold = new ArrayList<>();
  private HeldSet held = HeldSet.NOTHING;
  private @Nullable Reading last;
  private @Nullable Limits limits;
  private long lastAskedNanos;
  private long messageNanos;
  private boolean messageSeen;
  private boolean closed;

  Feed(Line line, Acknowledger.Identity identity, LongSupplier nanoClock, Parts parts) {
    this.line = line;
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

  synchronized TradingGate.State state(long nowNanos) {
    return new TradingGate.State(
        memory.highest(),
        Duration.ofNanos(last == null ? 0 : nowNanos - lastAskedNanos),
        Duration.ofNanos(snapshot.leftNanos(nowNanos)));
  }

  synchronized Collection<Hold> holds() {
    return memory.holds().stream().sorted(BY_STOP).toList();
  }

  /**
   * Reads the board once, without waiting.
   *
   * @return done within staleAfter, when the answer was applied; never an exception
   */
  CompletionStage<?> poll() {
    long asked = nanoClock.getAsLong();
    return line.poll(accepted(), identity.timing().staleAfter())
        .thenAccept(answer -> onAnswer(answer, asked))
        .exceptionally(
            unexpected -> {
              failures.count("reading the board failed", unexpected);
              return null;
            });
  }

  private void onAnswer(Answer<Reading> answer, long asked) {
    if (answer instanceof Answer.Done<Reading> done) {
      failures.answered();
      onReading(done.value(), asked);
    } else {
      failures.silence(answer.toString());
    }
  }

  /** Hears a published change. Never throws. */
  void onText(String text) {
    Published published = ChangeCodec.parse(line.environment(), text);
    if (published instanceof BoardChange change) {
      swapSafely(change);
      settleSafely();
    } else if (published instanceof Unreadable unreadable) {
      ignore(unreadable);
    }
  }

  // These are the edge of the thread that carries messages to every gate of the process.

  void swapSafely(BoardChange change) {
    try {
      swap(change);
    } catch (RuntimeException unexpected) {
      failures.count("a published change was not applied", unexpected);
    }
  }

  synchronized void noteSafely() {
    try {
      note();
    } catch (RuntimeException unexpected) {
      failures.count("listeners are not told of a published change", unexpected);
    }
  }

  /** Returns who is told what was noted. */
  Listeners listeners() {
    return listeners;
  }

  void settleSafely() {
    try {
      settle();
    } catch (RuntimeException unexpected) {
      failures.count("a published change was not acknowledged", unexpected);
    }
  }

  void ignore(Unreadable unreadable) {
    failures.count("a published change is unreadable: " + unreadable.why(), null);
  }

  synchronized boolean isClosed() {
    return closed;
  }

  void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      snapshot = Snapshot.denying(DenialReason.CLOSED);
    }
    // Without the lock, since it waits: messages of other gates pass on the thread that answers.
    acknowledger.withdraw();
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
      acknowledger.begin(reading.redisMillis());
    }
    last = reading;
    lastAskedNanos = askedNanos;
    long leaseNanos = leases.count(reading, askedNanos, nanoClock.getAsLong());
    if (reading.board() instanceof BoardState state && !memory.hasSeenMoreThan(state)) {
      hold(memory.accept(state), reading.limits());
      snapshot = Snapshot.of(held, ages(askedNanos, leaseNanos));
    } else {
      hold(keepHoldsOf(reading.board()), reading.limits());
      snapshot = Snapshot.denying(DenialReason.STATE_UNREADABLE);
    }
    settle();
  }

  /** Takes over a change, so that orders are denied: the first thing that is done with it. */
  synchronized void swap(BoardChange change) {
    if (closed) {
      return;
    }
    List<Move> moves = memory.tighten(change);
    held = held.with(moves, memory.holds(), limits);
    snapshot = snapshot.with(held);
    messageNanos = nanoClock.getAsLong();
    messageSeen = true;
    untold.addAll(moves);
  }

  /**
   * Says what was swapped in, to listeners first: who pauses waits for no text to be written. Rule
   * R10: the snapshot is swapped by now, the announced are listed next.
   */
  synchronized void settle() {
    if (closed) {
      return;
    }
    note();
    listeners.wake();
    if (last != null) {
      long now = nanoClock.getAsLong();
      long sinceMillis = (now - lastAskedNanos) / 1_000_000;
      acknowledger.acknowledge(memory, held, last.redisMillis() + sinceMillis, now);
    }
  }

  private void note() {
    if (!closed) {
      listeners.note(untold);
      untold.clear();
    }
  }

  private void hold(List<Move> moves, @Nullable Limits registered) {
    if (!moves.isEmpty() || !Objects.equals(limits, registered)) {
      limits = registered;
      held = HeldSet.of(memory.holds(), limits);
      untold.addAll(moves);
    }
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

  private List<Move> keepHoldsOf(BoardValue regressed) {
    return regressed instanceof BoardState state ? memory.tighten(state) : List.of();
  }

  private Snapshot.Ages ages(long askedNanos, long leaseNanos) {
    return new Snapshot.Ages(askedNanos, identity.timing().staleAfter().toNanos(), leaseNanos);
  }

  private synchronized @Nullable BoardState accepted() {
    return memory.accepted();
  }
}
