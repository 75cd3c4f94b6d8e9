package io.estop.model.breaker.meter;

import io.estop.model.trading.AssetClass;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * {@link PriceVelocity} in standard deviations of the usual way in such a window, so that one level
 * suits a share and a coin. A deviation is the median way between windows before, over 0.6745, the
 * upper quartile of the normal distribution (Rousseeuw and Croux 1993): a few wild windows do not
 * move it. It is at least what the asset class does in its calmest times, since the first tick
 * after an hour without one is no event.
 */
public final class VelocityInSigmas implements Meter {
  private static final int SCALE = 4;
  private static final double MEDIAN_TO_SIGMA = 0.6745;
  private static final int FEWEST_WINDOWS = 10;
  private static final double SECONDS_A_YEAR = 365.25 * 86_400;
  private static final double SESSION_SECONDS_A_YEAR = 252 * 6.5 * 3_600;

  private final PriceVelocity velocity;
  private final MedianOfThree prices = new MedianOfThree();
  private final Span ways;
  private final Duration window;
  private final double leastSigma;
  private double atStart;
  private Instant last = Instant.MIN;
  private Instant windowEnds = Instant.MIN;

  /**
   * @param window over which a way is taken, above zero
   * @param normal that tells what is usual, long enough for ten such windows
   * @param assetClass of what is watched
   */
  public VelocityInSigmas(Duration window, Duration normal, AssetClass assetClass) {
    if (normal.compareTo(window.multipliedBy(FEWEST_WINDOWS)) < 0) {
      throw new IllegalArgumentException(
          "normal must be "
              + FEWEST_WINDOWS
              + " windows or longer but was: "
              + normal
              + " for windows of "
              + window);
    }
    this.velocity = new PriceVelocity(window);
    this.ways = new Span(normal);
    this.window = window;
    this.leastSigma = leastSigma(window.toNanos() / 1e9, assetClass);
  }

  /** In percent: the calmest a year has been, brought down to a window by the root of time. */
  private static double leastSigma(double seconds, AssetClass assetClass) {
    return switch (assetClass) {
      case US_EQUITY -> 5 * Math.sqrt(seconds / SESSION_SECONDS_A_YEAR);
      case US_OPTION -> 50 * Math.sqrt(seconds / SESSION_SECONDS_A_YEAR);
      case CRYPTO -> 15 * Math.sqrt(seconds / SECONDS_A_YEAR);
    };
  }

  /** Returns sigmas, 0 or more; empty for a price that is none and while usual is unknown. */
  @Override
  public Optional<BigDecimal> observe(BigDecimal price, Instant at) {
    if (price.signum() <= 0 || !at.isAfter(last)) {
      return Optional.empty();
    }
    boolean gap = last.equals(Instant.MIN) || last.plus(window).isBefore(at);
    last = at;
    ways.forgetBefore(at);
    boolean isKnown = ways.size() >= FEWEST_WINDOWS;
    double usual = ways.median();
    Optional<BigDecimal> way = velocity.observe(price, at);
    learn(price.doubleValue(), at, gap);
    return isKnown ? way.map(percent -> inSigmas(percent, usual)) : Optional.empty();
  }

  private void learn(double price, Instant at, boolean gap) {
    if (gap) {
      prices.forget();
      atStart = 0;
    }
    prices
        .next(price)
        .ifPresent(
            middle -> {
              if (atStart == 0) {
                atStart = middle;
                windowEnds = at.plus(window);
              } else if (!at.isBefore(windowEnds)) {
                ways.add(BigDecimal.valueOf(100 * Math.abs(middle / atStart - 1)), at);
                atStart = middle;
                windowEnds = at.plus(window);
              }
            });
  }

  private BigDecimal inSigmas(BigDecimal percent, double usual) {
    double sigma = Math.max(leastSigma, usual / MEDIAN_TO_SIGMA);
    return BigDecimal.valueOf(percent.doubleValue() / sigma).setScale(SCALE, RoundingMode.HALF_UP);
  }
}
