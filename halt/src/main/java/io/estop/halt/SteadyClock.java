package io.estop.halt;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The time on which three witnesses agree best: this machine's clock, PostgreSQL's clock, and what
 * this process counted itself since it last looked. One clock that jumps is outvoted. Where all
 * others step back together, time stands on what was counted: a countdown never grows longer. Where
 * all step forward together the machine may as well have slept, so time follows. Each disagreement
 * is said. Thread-safe.
 */
public final class SteadyClock {
  /** Witnesses that differ by more than this are a finding. */
  public static final Duration TOLERANCE = Duration.ofSeconds(30);

  /** How fast clocks may drift apart unnoticed between two looks; corrected without a word. */
  private static final Duration DRIFT = Duration.ofSeconds(2);

  private final Clock wall;
  private final Supplier<Instant> database;
  private final LongSupplier nanos;
  private Instant last;
  private long lastNanos;
  private Optional<String> trouble = Optional.empty();

  /**
   * @param wall this machine's clock
   * @param database asks PostgreSQL's clock
   * @param nanos a count that never steps, as {@link System#nanoTime}
   */
  public SteadyClock(Clock wall, Supplier<Instant> database, LongSupplier nanos) {
    this.wall = wall;
    this.database = database;
    this.nanos = nanos;
    this.last = wall.instant();
    this.lastNanos = nanos.getAsLong();
  }

  /** Returns the time. Throws what PostgreSQL throws while it is not there. */
  public Instant now() {
    return now(database.get());
  }

  private synchronized Instant now(Instant told) {
    long counted = nanos.getAsLong();
    Instant steady = last.plusNanos(counted - lastNanos);
    Instant local = wall.instant();
    Instant agreed = Stream.of(steady, local, told).sorted().skip(1).findFirst().orElse(steady);
    Instant now = agreed.isBefore(steady.minus(DRIFT)) ? steady : agreed;
    trouble = disagreement(steady, local, told);
    last = now;
    lastNanos = counted;
    return now;
  }

  /** Returns how the witnesses disagreed at the latest look, empty where they did not. */
  public synchronized Optional<String> trouble() {
    return trouble;
  }

  private static Optional<String> disagreement(Instant steady, Instant local, Instant database) {
    Instant least = Stream.of(steady, local, database).min(Instant::compareTo).orElse(steady);
    Instant most = Stream.of(steady, local, database).max(Instant::compareTo).orElse(steady);
    if (Duration.between(least, most).compareTo(TOLERANCE) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        "clocks differ by more than "
            + TOLERANCE.toSeconds()
            + " s: this machine says "
            + local
            + ", PostgreSQL "
            + database
            + ", this process counted "
            + steady
            + "; set the clocks right, then restart what still counts wrong");
  }
}
