package io.estop.breaker.sensor;

import java.time.Duration;

/**
 * Over which times a market is measured.
 *
 * @param window of velocity and volatility
 * @param normal that tells what is normal, ten windows or more
 * @param staleAfter how old a quote may be
 */
public record MarketWindows(Duration window, Duration normal, Duration staleAfter) {

  /** Five minutes against two hours; quotes of half a minute. */
  public static final MarketWindows STANDARD =
      new MarketWindows(Duration.ofMinutes(5), Duration.ofHours(2), Duration.ofSeconds(30));

  public MarketWindows {
    if (window.isNegative()
        || window.isZero()
        || normal.compareTo(window.multipliedBy(10)) < 0
        || staleAfter.isNegative()
        || staleAfter.isZero()) {
      throw new IllegalArgumentException(
          "window and staleAfter must be above zero and normal at least ten windows but were: "
              + window
              + ", "
              + staleAfter
              + ", "
              + normal);
    }
  }
}
