package io.estop.halt.keeper;

import io.estop.halt.keeper.Keeper.Look;
import io.estop.store.Database;
import io.estop.store.alarm.AlarmKind;
import io.estop.store.election.SessionLock;
import io.estop.store.election.SessionLock.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * One process that would keep: it stands for election, looks while it is elected, and otherwise
 * watches that somebody else does. {@link #turn} belongs to one thread, the rest to any.
 */
public final class Candidate implements AutoCloseable {
  /** Between two turns: twice within the silence after which the lock is lost. */
  public static final Duration PAUSE = Duration.ofMillis(500);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  // Three missed looks are a finding.
  private static final Duration STALE = Duration.ofSeconds(3);

  private final Keeper keeper;
  private final SessionLock lock;
  private final Database database;
  private final AlarmDesk desk;
  private final Clock clock;
  private final LongSupplier nanoClock;
  private final AtomicLong leasedLooks = new AtomicLong();
  private final AtomicLong unleasedLooks = new AtomicLong();
  // All below: written by the thread that turns, read by health and metrics.
  private volatile Seen seen;
  private volatile long leasedNanos;
  private volatile boolean everLeased;
  private volatile Instant leasedAt = Instant.EPOCH;

  private record Seen(Instant at, long nanos, Look look) {}

  /**
   * Two clocks.
   *
   * @param wall for people
   * @param nano monotonic; what is stale is told by it alone
   */
  public record Clocks(Clock wall, LongSupplier nano) {
    /** Returns the clocks of this machine. */
    public static Clocks of(Clock wall) {
      return new Clocks(wall, System::nanoTime);
    }
  }

  public Candidate(
      Keeper keeper, SessionLock lock, Database database, AlarmDesk desk, Clocks clocks) {
    this.keeper = keeper;
    this.lock = lock;
    this.database = database;
    this.desk = desk;
    this.clock = clocks.wall();
    this.nanoClock = clocks.nano();
    this.seen =
        new Seen(
            Instant.EPOCH,
            nanoClock.getAsLong() - LOOK_EVERY.toNanos(),
            new Look(false, "has not looked yet"));
  }

  /**
   * How it stands, for health.
   *
   * @param leased whether the lease was renewed, here or by another, within the last seconds
   * @param elected whether this process keeps
   * @param lastLook when it looked last
   * @param text what it saw
   */
  public record State(boolean leased, boolean elected, Instant lastLook, String text) {}

  /** Makes sure of the election and, once a second, looks. Throws what the keeper throws. */
  public void turn() {
    if (!database.isMigrated()) {
      remember(new Look(false, "the database is not migrated yet"));
      return;
    }
    Standing standing = lock.hold();
    if (isDue()) {
      look(standing);
    }
  }

  private boolean isDue() {
    // A turn that comes a little early is due: else every look would wait for a third turn.
    return nanoClock.getAsLong() - seen.nanos() >= LOOK_EVERY.minus(PAUSE.dividedBy(2)).toNanos();
  }

  private void look(Standing standing) {
    try {
      remember(standing.held() ? keeper.look() : keeper.watch(standing.text()));
      if (standing.held()) {
        tell();
      }
    } catch (RuntimeException failed) {
      // Thrown on; whatever ended the look, health must not go on showing the look before.
      String why = String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
      remember(new Look(false, "PostgreSQL: " + why));
      throw failed;
    }
  }

  // Only what is dropped at the desk: writing it down is not the keeper's work.
  private void tell() {
    List<Finding> standing = new ArrayList<>(keeper.findings());
    Look look = seen.look();
    if (!isLeased()) {
      standing.add(
          new Finding(AlarmKind.NOT_LEASED, database.environment().toString(), look.text()));
    }
    desk.stands(standing);
    look.happened().forEach(desk::happened);
  }

  private void remember(Look look) {
    Instant now = clock.instant();
    long nanos = nanoClock.getAsLong();
    if (look.leased()) {
      leasedNanos = nanos;
      leasedAt = now;
      everLeased = true;
    }
    (look.leased() ? leasedLooks : unleasedLooks).incrementAndGet();
    seen = new Seen(now, nanos, look);
  }

  /** Returns whether this process keeps. */
  public boolean isElected() {
    return lock.isHeld();
  }

  /** Returns whether the lease was renewed, here or by another, within the last seconds. */
  public boolean isLeased() {
    // A look that copies a press from one place to the other renews nothing, and need not.
    return everLeased && nanoClock.getAsLong() - leasedNanos <= STALE.toNanos();
  }

  /** Returns how it stands. */
  public State state() {
    Seen last = seen;
    return new State(isLeased(), isElected(), last.at(), last.look().text());
  }

  /** Returns when the lease was last seen to be renewed; 1970 before that. */
  Instant leasedAt() {
    return leasedAt;
  }

  /** Returns how many looks ended with a lease, or without one. */
  long looks(boolean leased) {
    return (leased ? leasedLooks : unleasedLooks).get();
  }

  /** Gives up the election, so that another takes over at once. */
  @Override
  public void close() {
    lock.close();
  }
}
