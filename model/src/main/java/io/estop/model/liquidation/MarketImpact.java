package io.estop.model.liquidation;

import io.estop.model.liquidation.schedule.Impact;
import java.time.Duration;
import java.util.Optional;

/**
 * What closing a position does to its price, from what a venue tells.
 *
 * <p>The density of the book, in this order: the book itself, spread over the slippage budget; the
 * square-root law, {@code I = Y sigma sqrt(Q / V)} with Y at the upper end of 0.5 to 1 (G. Sato and
 * K. Kanazawa, arXiv 2411.13965, for the exponent), as that density of a block-shaped book at which
 * selling all at once costs as much; the best price, of which as much again is expected in each
 * half spread beyond it.
 */
final class MarketImpact {
  private static final double SQUARE_ROOT_LAW = 1.0;

  /**
   * Half of what moves stays: between a book that forgets everything and the two thirds to which
   * large orders relax (J. D. Farmer, A. Gerig, F. Lillo, H. Waelbroeck, "How efficiency shapes
   * market impact", Quantitative Finance 13, 2013).
   */
  private static final double PERMANENT = 0.5;

  /** Where nobody knows how fast a book fills again: slower than those that were measured. */
  private static final Duration UNKNOWN_HALF_LIFE = Duration.ofSeconds(5);

  private static final double MILLIS = 1000;

  private MarketImpact() {}

  static Duration halfLife(MarketView market) {
    return market.refillHalfLife().orElse(UNKNOWN_HALF_LIFE);
  }

  /** Returns the impact, empty where no usable quote tells a price. */
  static Optional<Impact> of(Assessment one, PlannerSettings settings) {
    if (one.usableQuote().isEmpty() || one.quantity() == 0) {
      return Optional.empty();
    }
    double price = one.price().doubleValue();
    double density = density(one, settings, price);
    if (!(density > 0) || Double.isInfinite(density)) {
      return Optional.empty();
    }
    return Optional.of(
        new Impact(
            price * one.volatility() / Math.sqrt(one.session().toSeconds()),
            one.halfSpread().orElse(0),
            density,
            PERMANENT,
            Math.log(2) * MILLIS / halfLife(one.market()).toMillis()));
  }

  private static double density(Assessment one, PlannerSettings settings, double price) {
    if (one.market().depth().isPresent()) {
      return one.market().depth().getAsDouble()
          / (price * settings.maxSlippagePercent().doubleValue() / 100);
    }
    if (one.market().averageDailyVolume().isPresent()) {
      double move =
          price * SQUARE_ROOT_LAW * one.volatility() * Math.sqrt(one.volumeShare().orElse(0));
      return one.quantity() / (2 * move);
    }
    return one.touchSize() / one.halfSpread().orElse(0);
  }
}
