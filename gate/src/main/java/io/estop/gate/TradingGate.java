package io.estop.gate;

import io.estop.gate.Announcements.Slot;
import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.Board;
import io.estop.gate.board.Limits;
import io.estop.model.EnvironmentId;
import io.estop.model.hold.BoardVersion;
import io.estop.model.hold.Hold;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a trading component passes every order through. It denies when in doubt: before the board
 * was read, when the last reading is old, when no keeper's lease stands behind it, and as the holds
 * say. One per process and component name.
 *
 * <pre>{@code
 * OrderRequest order = OrderRequest.order(id, account, "AAPL").size(BUY, quantity, position).build();
 * Verdict verdict = gate.enter(order);
 * if (verdict.allowed()) {
 *   try {
 *     venue.send(order);
 *   } finally {
 *     gate.exit();
 *   }
 * }
 * }</pre>
 *
 * <p>{@link #enter} and {@link #exit} may be called from any thread, do no I/O, take no lock, wait
 * for nothing and allocate nothing but one slot at a thread's first order. Between an allowed
 * {@code enter} and its {@code exit}, by the same thread, lies the sending and nothing else: an
 * order inside is listed in the acknowledgement of a stop as admitted and not finished.
 *
 * <p>A cancel always passes, whatever the state: it adds no risk.
 */
public final class TradingGate implements AutoCloseable {
  /** Longest wait for a connection of the gate's own client; the feeder tries again. */
  private static final Duration CONNECT = Duration.ofSeconds(2);

  private final Feed feed;
  private final LongSupplier nanoClock;
  private final Announcements announcements = new Announcements();
  private final ReduceLane lane = new ReduceLane();
  private final Failures failures;
  private final List<AutoCloseable> owned;

  private TradingGate(Builder from, Line line, GateThreads threads) {
    this.nanoClock = from.nanoClock;
    this.failures = new Failures();
    Acknowledger.Identity identity =
        new Acknowledger.Identity(from.component, from.instance, from.timing);
    this.feed =
        new Feed(
            line,
            identity,
            nanoClock,
            new Feed.Parts(
                new Acknowledger(
                    line, identity, new Acknowledger.Inside(announcements, lane), failures),
                new Listeners(from.listeners, threads.listening(), failures),
                failures));
    this.owned = new ArrayList<>(List.of(threads));
    if (from.ownsClient) {
      owned.add(() -> from.client.shutdown(Duration.ZERO, CONNECT));
    }
  }

  /** Begins a gate that uses a client of the caller's, which stays the caller's to shut down. */
  public static Builder builder(EnvironmentId environment, String component, RedisClient client) {
    return new Builder(environment, component, client, false);
  }

  /** Begins a gate with a client of its own. */
  public static Builder builder(EnvironmentId environment, String component, RedisURI redis) {
    redis.setTimeout(CONNECT);
    return new Builder(environment, component, RedisClient.create(redis), true);
  }

  /**
   * Judges an order and, where allowed, lets it in: {@link #exit} must follow, by the same thread.
   * Allocates nothing, but where several orders reduce one position at once. Never throws.
   */
  public Verdict enter(OrderRequest order) {
    Slot slot = announcements.mine();
    if (order.cancel) {
      slot.enterCancel();
      return Verdict.ALLOWED;
    }
    if (slot.isTaken()) {
      return Verdict.denied(DenialReason.NOT_EXITED);
    }
    // Rule R10: announced first, judged then.
    slot.announce(order);
    Verdict verdict = entered(order, slot, feed.snapshot().judge(order, nanoClock.getAsLong()));
    if (!verdict.allowed()) {
      slot.withdraw();
    }
    return verdict;
  }

  /** Ends what this thread's last allowed {@link #enter} began: the order is sent, or never. */
  public void exit() {
    announcements.mine().leave(lane);
  }

  /**
   * Judges an order that is not sent by the calling thread and, where allowed, lets it in until the
   * admission is closed. At most 1,000 admissions are open at once: more are denied as {@link
   * DenialReason#TOO_MANY_INSIDE}. Unlike {@link #enter} it takes a lock for a moment and
   * allocates. Never throws.
   */
  public Admission admit(OrderRequest order) {
    return admit(order, snapshot -> snapshot.judge(order, nanoClock.getAsLong()));
  }

  /**
   * The same for another component, whose limits count under REDUCED.
   *
   * @param limits null where it has registered none, which denies
   */
  public Admission admit(OrderRequest order, @Nullable Limits limits) {
    return admit(order, snapshot -> snapshot.judge(order, nanoClock.getAsLong(), limits));
  }

  private Admission admit(OrderRequest order, Function<Snapshot, Verdict> judge) {
    if (order.cancel) {
      return new Admission(Verdict.ALLOWED, null);
    }
    Slot slot = announcements.admit(order, Acknowledgement.MAX_UNFINISHED);
    if (slot == null) {
      return new Admission(Verdict.denied(DenialReason.TOO_MANY_INSIDE), null);
    }
    Verdict verdict = entered(order, slot, judge.apply(feed.snapshot()));
    if (!verdict.allowed()) {
      announcements.dismiss(slot);
      return new Admission(verdict, null);
    }
    return new Admission(verdict, new Admission.Entry(announcements, slot, lane));
  }

  /** Returns what {@link #enter} would say, without letting anything in. Never throws. */
  public Verdict look(OrderRequest order) {
    return order.cancel
        ? Verdict.ALLOWED
        : looked(order, feed.snapshot().judge(order, nanoClock.getAsLong()));
  }

  /**
   * The same for another component, whose limits count under REDUCED. Allocates.
   *
   * @param limits null where it has registered none, which denies
   */
  public Verdict judge(OrderRequest order, @Nullable Limits limits) {
    return order.cancel
        ? Verdict.ALLOWED
        : looked(order, feed.snapshot().judge(order, nanoClock.getAsLong(), limits));
  }

  private Verdict entered(OrderRequest order, Slot slot, Verdict judged) {
    Verdict verdict = looked(order, judged);
    if (judged == Verdict.IF_IT_REDUCES && verdict.allowed()) {
      slot.enterLane(lane.enter(order));
    }
    return verdict;
  }

  // The order is announced by now, or only looked at; whoever else reduces is announced too.
  private Verdict looked(OrderRequest order, Verdict judged) {
    if (judged != Verdict.IF_IT_REDUCES) {
      return judged;
    }
    return announcements.reducesTogether(order) && !lane.isOutrun(order)
        ? Verdict.ALLOWED
        : Verdict.denied(DenialReason.HALTED);
  }

  /**
   * How the gate stands.
   *
   * @param version the highest board it has seen
   * @param age of the last reading; zero before the first
   * @param expiresIn until when that reading and its lease may allow anything; zero where nothing
   *     may
   */
  public record State(BoardVersion version, Duration age, Duration expiresIn) {}

  /** Returns how the gate stands now: for people, and for servers that answer for others. */
  public State state() {
    return feed.state(nanoClock.getAsLong());
  }

  /** Returns every hold the gate keeps. For people; orders ask {@link #enter}. */
  public Collection<Hold> holds() {
    return feed.holds();
  }

  /** Returns how many readings, messages, acknowledgements and listeners have failed so far. */
  public long failures() {
    return failures.count();
  }

  /** Stops reading; every order is denied from here on. */
  @Override
  public void close() {
    if (feed.isClosed()) {
      return;
    }
    feed.close();
    for (AutoCloseable part : owned) {
      try {
        part.close();
      } catch (Exception failed) {
        failures.count("closing " + part + " failed", failed);
      }
    }
  }

  Feed feed() {
    return feed;
  }

  List<String> inside() {
    return announcements.list();
  }

  private void rehearse(EnvironmentId environment, RedisClient client) {
    try {
      Rehearsal.once(environment, client);
    } catch (RuntimeException unexpected) {
      failures.count("a change could not be rehearsed", unexpected);
    }
  }

  // The edge of the feeder's thread: what escaped here would end the readings for good.
  private void follow(SharedBoard shared, GateThreads threads, Timing timing) {
    try {
      shared.ensureListening();
      feed.poll().whenComplete((read, failure) -> again(shared, threads, timing));
    } catch (RuntimeException unexpected) {
      failures.count("following the board failed", unexpected);
      again(shared, threads, timing);
    }
  }

  private void again(SharedBoard shared, GateThreads threads, Timing timing) {
    if (feed.isClosed()) {
      return;
    }
    try {
      threads
          .feeding()
          .schedule(
              () -> follow(shared, threads, timing), timing.poll().toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException ended) {
      failures.count("the feeder's threads have ended: every order is denied from now on", ended);
    }
  }

  /** Collects what a gate needs. */
  public static final class Builder {
    private final EnvironmentId environment;
    private final String component;
    private final RedisClient client;
    private final boolean ownsClient;
    private final List<GateListener> listeners = new ArrayList<>();
    private @Nullable GateThreads threads;
    private String instance = UUID.randomUUID().toString();
    private Timing timing = Timing.usual();
    private LongSupplier nanoClock = System::nanoTime;

    private Builder(
        EnvironmentId environment, String component, RedisClient client, boolean ownsClient) {
      this.environment = environment;
      this.component = component;
      this.client = client;
      this.ownsClient = ownsClient;
    }

    /** Sets how the gate keeps up; {@link Timing#usual} otherwise. */
    public Builder timing(Timing changed) {
      this.timing = changed;
      return this;
    }

    /** Sets the monotonic clock, in nanoseconds; {@link System#nanoTime} otherwise. */
    public Builder nanoClock(LongSupplier clock) {
      this.nanoClock = clock;
      return this;
    }

    /** Adds a listener. */
    public Builder listener(GateListener listener) {
      listeners.add(listener);
      return this;
    }

    /**
     * Sets the threads of many gates in one process, which stay the caller's to shut down; without
     * them each gate has two of its own. No work in them waits for Redis, so that two threads carry
     * a thousand gates.
     *
     * @param feeding reads the board again and again; once it is shut down, its gates grow stale
     *     and deny
     * @param listening tells listeners; one that is slow delays other listeners in it, no reading
     */
    public Builder threads(ScheduledExecutorService feeding, ExecutorService listening) {
      this.threads = new GateThreads(feeding, listening, false);
      return this;
    }

    /**
     * Starts to follow the board, without waiting for Redis: orders are denied until it answers.
     * Gates that were built with one client and environment share its connections: one for
     * commands, one for changes.
     */
    public TradingGate start() {
      SharedBoard shared = SharedBoard.join(environment, client);
      GateThreads used = threads == null ? GateThreads.own() : threads;
      TradingGate gate = new TradingGate(this, new BoardLine(shared.board(), component), used);
      gate.owned.add(0, () -> shared.leave(gate.feed));
      shared.tell(gate.feed);
      used.feeding().execute(() -> gate.rehearse(environment, client));
      used.feeding().execute(() -> gate.follow(shared, used, timing));
      return gate;
    }

    /** A gate that reads only when its feed is told to. */
    TradingGate unfed() {
      return unfed(new BoardLine(Board.of(environment, client), component));
    }

    /** A gate that speaks and hears through that line, when its feed is told to. */
    TradingGate unfed(Line line) {
      return new TradingGate(this, line, GateThreads.own());
    }

    /** Sets the gate's own name among those of its component. */
    Builder instance(String name) {
      this.instance = name;
      return this;
    }
  }
}
