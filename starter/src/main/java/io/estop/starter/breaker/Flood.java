package io.estop.starter.breaker;

import java.util.function.LongSupplier;

/**
 * How many readings a process judges: so many a second on average, so many at once. A sender beyond
 * it is told to wait, and nobody else's readings wait for that. Thread-safe.
 */
final class Flood {
  private static final double NANOS = 1_000_000_000.0;

  private final double perSecond;
  private final double atOnce;
  private final LongSupplier nanos;
  private double left;
  private long last;

  Flood(int perSecond, int atOnce, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.atOnce = atOnce;
    this.nanos = nanos;
    this.left = atOnce;
    this.last = nanos.getAsLong();
  }

  /** Takes room for so many readings; returns 0, or after how many seconds there will be some. */
  synchronized long secondsToWait(int readings) {
    long now = nanos.getAsLong();
    left = Math.min(atOnce, left + (now - last) / NANOS * perSecond);
    last = now;
    if (left < readings) {
      return Math.max(1, (long) Math.ceil((readings - left) / perSecond));
    }
    left -= readings;
    return 0;
  }
}
