package io.estop.venues;

import java.time.Duration;

/** The moment at which a call gives up, on the monotonic clock. */
public record Deadline(long atNanos) {

  public static Deadline in(Duration span) {
    return new Deadline(System.nanoTime() + span.toNanos());
  }

  /** Returns what is left, never below 0. */
  public long leftNanos() {
    return Math.max(0, atNanos - System.nanoTime());
  }
}
