package io.estop.model.liquidation;

import java.time.Duration;

/**
 * When a position has its turn under a venue's quota, which lets so many orders through in any
 * minute: as many as it has room for at once, the next as many a minute later. Looks at the account
 * take their share of each minute.
 */
public final class RequestQueue {
  /** More often an account is not looked at: each look takes requests that orders need. */
  private static final int LOOKS_A_MINUTE = 4;

  /** Open orders, positions, the market's clock, and quotes of what is to be ordered. */
  private static final int REQUESTS_A_LOOK = 4;

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final int now;
  private final int perMinute;
  private long taken;

  /**
   * @param ordersNow that there is room for at once, at least 0
   * @param ordersPerMinute that there is room for in any minute, at least 1
   */
  RequestQueue(int ordersNow, int ordersPerMinute) {
    this.now = orders(ordersNow, ordersPerMinute);
    this.perMinute = Math.max(1, orders(ordersPerMinute, ordersPerMinute));
  }

  /** Returns for how many orders it is worth looking at an account whose quota is short. */
  public static int worthALook(int ordersPerMinute) {
    return Math.max(1, ordersPerMinute / LOOKS_A_MINUTE);
  }

  private static int orders(int requests, int ordersPerMinute) {
    long orders = worthALook(ordersPerMinute);
    return (int) (requests * orders / (orders + REQUESTS_A_LOOK));
  }

  /** Takes the orders of the next position; returns when the last of them may leave. */
  Duration turn(int orders) {
    taken += orders;
    long late = taken - now;
    return late <= 0 ? Duration.ZERO : WINDOW.multipliedBy((late + perMinute - 1) / perMinute);
  }
}
