package io.estop.venues;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * At most so many requests in <em>any</em> minute, a fifth of them kept back for cancels and reads.
 *
 * <p>A token bucket that may start with a full burst lets twice its rate through in its first
 * minute, which is the minute of the stop; the venue then answers 429 to cancels too. So the times
 * of the last requests are kept instead, one ring of them.
 */
public final class RequestBudget {

  /** What a request is for. */
  public enum Use {
    ORDER,
    CANCEL_OR_READ,
    /** A read that nothing waits for: it leaves the share that is kept for cancels and reads. */
    SPARE_READ
  }

  private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int RESERVED_SHARE = 5;

  private final LongSupplier nanoTime;
  private final int ordersPerMinute;

  /** When each of the last requests was taken; written and read under this object's lock. */
  private final long[] takenAt;

  /** How many were ever taken; written and read under this object's lock. */
  private long taken;

  /** No order before this moment; written and read under this object's lock. */
  private long ordersFrom;

  public RequestBudget(int requestsPerMinute, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.takenAt = new long[requestsPerMinute];
    this.ordersPerMinute = ordersPerMinute(requestsPerMinute);
    this.ordersFrom = nanoTime.getAsLong();
  }

  /** Returns how many of a minute's requests may be orders. */
  public static int ordersPerMinute(int requestsPerMinute) {
    return requestsPerMinute - Math.max(1, requestsPerMinute / RESERVED_SHARE);
  }

  /**
   * Waits for a request at most the given span. Returns false at once where the wait would be
   * longer, or when the thread is interrupted.
   */
  public boolean await(Use use, long atMostNanos) {
    long end = nanoTime.getAsLong() + atMostNanos;
    while (true) {
      long wait = take(use);
      if (wait <= 0) {
        return true;
      }
      if (wait > end - nanoTime.getAsLong() || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(wait);
    }
  }

  /** Holds orders back for that long: the venue said 429. Cancels and reads may still try. */
  public synchronized void pauseOrders(Duration span) {
    long until = nanoTime.getAsLong() + span.toNanos();
    if (until - ordersFrom > 0) {
      ordersFrom = until;
    }
  }

  /**
   * Returns how long until so many orders could leave one after the other without waiting, 0 where
   * they can now; of more than a minute bears, for as many as it does.
   */
  public synchronized Duration untilRoomFor(int orders) {
    long now = nanoTime.getAsLong();
    int before = Math.min(orders, ordersPerMinute) - 1;
    long pause = ordersFrom - now;
    if (taken + before >= ordersPerMinute) {
      long oldest = takenAt[(int) ((taken + before - ordersPerMinute) % takenAt.length)];
      pause = Math.max(pause, oldest + WINDOW_NANOS - now);
    }
    return Duration.ofNanos(Math.max(0, pause));
  }

  /** Returns how many orders could leave at once without waiting, from 0. */
  public synchronized int ordersNow() {
    long now = nanoTime.getAsLong();
    if (ordersFrom - now > 0) {
      return 0;
    }
    // The times rise, so those of the last minute are found by halving.
    long few = 0;
    long many = Math.min(taken, ordersPerMinute);
    while (few < many) {
      long middle = (few + many + 1) / 2;
      boolean counts = takenAt[(int) ((taken - middle) % takenAt.length)] + WINDOW_NANOS - now > 0;
      few = counts ? middle : few;
      many = counts ? many : middle - 1;
    }
    return (int) (ordersPerMinute - few);
  }

  /** Takes a request and returns 0 or less, or takes none and returns the nanoseconds to wait. */
  private synchronized long take(Use use) {
    long now = nanoTime.getAsLong();
    long wait = waitFor(use, now);
    if (wait <= 0) {
      takenAt[(int) (taken % takenAt.length)] = now;
      taken++;
    }
    return wait;
  }

  private long waitFor(Use use, long now) {
    int allowed = use == Use.CANCEL_OR_READ ? takenAt.length : ordersPerMinute;
    long pause = use == Use.ORDER ? ordersFrom - now : 0;
    if (taken < allowed) {
      return pause;
    }
    long oldest = takenAt[(int) ((taken - allowed) % takenAt.length)];
    return Math.max(pause, oldest + WINDOW_NANOS - now);
  }
}
