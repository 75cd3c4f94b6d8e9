package io.estop.model.liquidation.schedule;

import java.time.Duration;

/**
 * What trading does to a price: the block-shaped book of A. Obizhaeva and J. Wang, "Optimal trading
 * strategy and supply/demand dynamics" (J. Financial Markets 16, 2013), with the touch half a
 * spread from the mid. Selling n units moves the price by n / density; the permanent share of that
 * stays, the rest fades exponentially.
 *
 * <p>Where nothing is carried from one tranche to the next (infinite resilience) it is the linear
 * model of R. Almgren and N. Chriss, "Optimal execution of portfolio transactions" (J. Risk 3(2),
 * 2001), whose gamma is permanent / density and whose eta~ / tau is (1 - permanent) / (2 density).
 *
 * @param volatility standard deviation of the price over one second, in price; finite, at least 0
 * @param halfSpread price, finite, at least 0
 * @param density units per price on the side traded against; finite, above 0
 * @param permanent share of the impact that stays, 0 to below 1
 * @param resilience how fast the rest fades, per second: ln 2 / half-life; above 0, may be infinite
 */
public record Impact(
    double volatility, double halfSpread, double density, double permanent, double resilience) {
  /**
   * Half-lives until the book counts as full again: 2.5 leave 18 % of the impact. Two to three are
   * what spacing needs; finer tranches sell into their own hole, wider ones wait for nothing.
   */
  private static final double HALF_LIVES = 2.5;

  private static final double MILLIS = 1000;

  /** A book that needs longer than a day is not one that anybody waits for. */
  private static final double LONGEST_REFILL_SECONDS = 86_400;

  public Impact {
    require(finite(volatility) && volatility >= 0, "volatility", "at least 0", volatility);
    require(finite(halfSpread) && halfSpread >= 0, "half spread", "at least 0", halfSpread);
    require(finite(density) && density > 0, "density", "above 0", density);
    require(permanent >= 0 && permanent < 1, "permanent share", "0 to below 1", permanent);
    require(resilience > 0, "resilience", "above 0", resilience);
  }

  private static boolean finite(double value) {
    return Double.isFinite(value);
  }

  private static void require(boolean holds, String name, String bound, double value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must be " + bound + " but was: " + value);
    }
  }

  /**
   * Returns how long the book takes to fill again after a tranche: 2.5 half-lives, 1 day at most.
   */
  public Duration refillTime() {
    double seconds = Math.min(HALF_LIVES * Math.log(2) / resilience, LONGEST_REFILL_SECONDS);
    return Duration.ofMillis((long) Math.ceil(seconds * MILLIS));
  }

  /** Returns how far one unit moves the price for good. */
  double lasting() {
    return permanent / density;
  }

  /** Returns how far one unit moves the price for a while. */
  double fading() {
    return (1 - permanent) / density;
  }

  /** Returns which share of a fading move is left after so many seconds. */
  double left(double seconds) {
    // Infinity times zero is no number, and a move that has just been made is all there.
    return seconds == 0 ? 1 : Math.exp(-resilience * seconds);
  }
}
