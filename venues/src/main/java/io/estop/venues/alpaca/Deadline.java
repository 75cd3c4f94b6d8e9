package io.estop.venues.alpaca;

import java.time.Duration;

/** The moment at which a call gives up, on the monotonic clock. */
record Deadline(long atNanos) {

  static Deadline in(Duration span) {
    return new Deadline(System.nanoTime() + span.toNanos());
  }

  /** Returns what is left, never below 0. */
  long leftNanos() {
    return Math.max(0, atNanos - System.nanoTime());
  }
}
