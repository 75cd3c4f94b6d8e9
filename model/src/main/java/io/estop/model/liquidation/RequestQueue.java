package io.estop.model.liquidation;

import java.time.Duration;

/**
 * When a position has its turn under a venue's quota, which lets so many orders through in any
 * minute: the first at once, the next as many a minute later.
 */
final class RequestQueue {
  /** Requests that positions share (reads, the ends of orders), for each of their own. */
  private static final double SHARED = 0.1;

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final int perMinute;
  private double taken;

  RequestQueue(int perMinute) {
    this.perMinute = perMinute;
  }

  /** Takes the requests of the next position; returns when the last of them may leave. */
  Duration turn(int requests) {
    taken += requests * (1 + SHARED);
    long windows = (long) Math.ceil(taken / perMinute) - 1;
    return WINDOW.multipliedBy(Math.max(0, windows));
  }
}
