package io.estop.breaker.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * When sources were heard last, or first waited for. A clock that jumps makes nobody older and
 * nobody younger: what was heard 3 s ago was heard 3 s ago, whatever the clock says now.
 * Thread-safe.
 */
final class Heard {
  /** Clocks may be corrected by so much without a word. */
  static final Duration TOLERANCE = Duration.ofSeconds(5);

  private final Clock clock;
  private final LongSupplier nanos;
  private final Map<String, Instant> last = new HashMap<>();
  private Instant lookedAt;
  private long lookedAtNanos;
  private Duration untold = Duration.ZERO;

  /**
   * @param nanos a count that never steps, as {@link System#nanoTime}
   */
  Heard(Clock clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
    this.lookedAt = clock.instant();
    this.lookedAtNanos = nanos.getAsLong();
  }

  /**
   * Returns how far the clock jumped and nobody was told, ahead above zero; empty if it did not.
   */
  synchronized Optional<Duration> jump() {
    Instant now = clock.instant();
    long counted = nanos.getAsLong();
    Duration jumped = Duration.between(lookedAt.plusNanos(counted - lookedAtNanos), now);
    lookedAt = now;
    lookedAtNanos = counted;
    if (jumped.abs().compareTo(TOLERANCE) > 0) {
      last.replaceAll((source, moment) -> moment.plus(jumped));
      untold = untold.plus(jumped);
    }
    return Optional.of(untold).filter(by -> !by.isZero());
  }

  /** Forgets the jumps: people were told. */
  synchronized void told() {
    untold = Duration.ZERO;
  }

  /** Remembers that a source was heard then, or later; a moment yet to come says nothing. */
  synchronized void hear(String source, Instant at, Instant now) {
    if (!at.isAfter(now)) {
      last.merge(source, at, (one, other) -> one.isAfter(other) ? one : other);
    }
  }

  /** Returns when a source was heard; one that never was is waited for from now on. */
  synchronized Instant last(String source, Instant now) {
    return last.computeIfAbsent(source, first -> now);
  }
}
