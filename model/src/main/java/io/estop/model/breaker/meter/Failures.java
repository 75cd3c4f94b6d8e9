package io.estop.model.breaker.meter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * How much of what was tried within a window failed. Counts by sixtieths of the window, so memory
 * is the same however much is tried. Thread-safe.
 */
public final class Failures {
  private static final int PARTS = 60;
  private static final int SCALE = 4;

  private final long partNanos;
  private final int fewest;
  private final long[] part = new long[PARTS];
  private final long[] tried = new long[PARTS];
  private final long[] failed = new long[PARTS];

  /**
   * @param window 60 ns or longer
   * @param fewest that must have been tried before a rate means anything, 1 or more
   */
  public Failures(Duration window, int fewest) {
    this.partNanos = window.toNanos() / PARTS;
    if (partNanos < 1 || fewest < 1) {
      throw new IllegalArgumentException(
          "window must be 60 ns or longer and fewest 1 or more but were: "
              + window
              + ", "
              + fewest);
    }
    this.fewest = fewest;
    Arrays.fill(part, Long.MIN_VALUE);
  }

  /** Counts something that was tried. */
  public synchronized void tried(boolean hasFailed, Instant at) {
    long number = number(at);
    int slot = (int) Math.floorMod(number, (long) PARTS);
    // Also where the slot is ahead: a clock that jumped and came back must not blind the count.
    if (part[slot] != number) {
      part[slot] = number;
      tried[slot] = 0;
      failed[slot] = 0;
    }
    tried[slot]++;
    failed[slot] += hasFailed ? 1 : 0;
  }

  /** Returns how many failed within the window up to that moment. */
  public synchronized long count(Instant now) {
    return sum(failed, now);
  }

  /** Returns the share that failed, 0 to 1; empty where too few were tried. */
  public synchronized Optional<BigDecimal> rate(Instant now) {
    long all = sum(tried, now);
    return all < fewest
        ? Optional.empty()
        : Optional.of(
            BigDecimal.valueOf(sum(failed, now))
                .divide(BigDecimal.valueOf(all), SCALE, RoundingMode.HALF_UP));
  }

  private long sum(long[] counts, Instant now) {
    long newest = number(now);
    long sum = 0;
    for (int slot = 0; slot < PARTS; slot++) {
      if (part[slot] <= newest && part[slot] > newest - PARTS) {
        sum += counts[slot];
      }
    }
    return sum;
  }

  private long number(Instant at) {
    return Math.floorDiv(at.getEpochSecond() * 1_000_000_000L + at.getNano(), partNanos);
  }
}
