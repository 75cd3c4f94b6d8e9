package io.estop.model.breaker.meter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a price has gone within a window, in percent, up or down whichever is more: from the
 * second highest and the second lowest price of the window. An extreme counts once two prices have
 * reached it, so that a single bad print is neither a peak from which everything has fallen nor a
 * trough.
 */
public final class PriceVelocity implements Meter {
  private static final int SCALE = 4;
  private static final int FEWEST = 2;

  private final Span span;

  /**
   * @param window over which, above zero
   */
  public PriceVelocity(Duration window) {
    this.span = new Span(window);
  }

  /** Returns percent, 0 or more; empty for a price that is none and before the third price. */
  @Override
  public Optional<BigDecimal> observe(BigDecimal price, Instant at) {
    if (price.signum() <= 0 || !span.isLater(at)) {
      return Optional.empty();
    }
    span.forgetBefore(at);
    double now = price.doubleValue();
    Optional<BigDecimal> velocity =
        span.size() < FEWEST ? Optional.empty() : Optional.of(percent(now));
    span.add(price, at);
    return velocity;
  }

  private BigDecimal percent(double now) {
    double[] sorted = span.values().sorted().toArray();
    double fall = 1 - now / sorted[sorted.length - 2];
    double rise = now / sorted[1] - 1;
    return BigDecimal.valueOf(100 * Math.max(0, Math.max(fall, rise)))
        .setScale(SCALE, RoundingMode.HALF_UP);
  }
}
