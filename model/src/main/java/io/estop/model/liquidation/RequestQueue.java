package io.estop.model.liquidation;

import java.time.Duration;

/**
 * When a position has its turn under a venue's quota, which lets so many orders through in any
 * minute: the first at once, the next as many a minute later.
 */
final class RequestQueue {
  /**
   * In tenths: one for each position's own, and one tenth that it shares (reads, ends of orders).
   */
  private static final long TENTHS_OF_A_REQUEST = 11;

  private static final long TENTHS = 10;

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final int perMinute;
  private long takenTenths;

  RequestQueue(int perMinute) {
    this.perMinute = perMinute;
  }

  /** Takes the requests of the next position; returns when the last of them may leave. */
  Duration turn(int requests) {
    takenTenths += requests * TENTHS_OF_A_REQUEST;
    return WINDOW.multipliedBy(Math.max(0, takenTenths - 1) / (perMinute * TENTHS));
  }
}
