package io.estop.model.liquidation;

import io.estop.model.trading.Instrument;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * What fills cost against the mid at arrival (A. F. Perold, "The implementation shortfall: paper
 * versus reality", Journal of Portfolio Management 14(3), 1988, his execution cost), and of what.
 * What did not fill is no part of it. In the account's currency, exact, positive where it cost; the
 * parts sum to the cost.
 *
 * @param value of what filled at the arrival mid, not negative
 * @param spread half of the spread at each order
 * @param impact of the fills beyond the touch; negative where they were inside the spread
 * @param timing from the arrival mid to the mid at each order
 * @param unexplained cost of the fills whose order had no two-sided quote
 */
public record ImplementationShortfall(
    BigDecimal value,
    BigDecimal spread,
    BigDecimal impact,
    BigDecimal timing,
    BigDecimal unexplained) {
  private static final int CENTS = 2;
  private static final int BASIS_POINT_SCALE = 2;
  private static final BigDecimal BASIS_POINTS = BigDecimal.valueOf(10_000);

  /** Nothing filled, nothing cost. */
  public static final ImplementationShortfall NONE =
      new ImplementationShortfall(
          BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  /**
   * Returns what the fills of one position cost.
   *
   * @param side that closes it
   * @throws IllegalArgumentException when the arrival quote has not both sides: it has no mid
   */
  public static ImplementationShortfall of(
      Instrument instrument, Side side, Quote arrival, List<Fill> fills) {
    if (!arrival.isTwoSided()) {
      throw new IllegalArgumentException(
          "the arrival quote must have a bid below its ask but had: "
              + arrival.bid()
              + " and "
              + arrival.ask());
    }
    return fills.stream()
        .map(fill -> perUnit(side, arrival.mid(), fill).times(fill.quantity()))
        .reduce(NONE, ImplementationShortfall::plus)
        .times(instrument.multiplier());
  }

  private static ImplementationShortfall perUnit(Side side, BigDecimal arrivalMid, Fill fill) {
    BigDecimal cost = worse(side, arrivalMid, fill.price());
    if (fill.mid().isEmpty() || fill.halfSpread().isEmpty()) {
      return new ImplementationShortfall(
          arrivalMid, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, cost);
    }
    BigDecimal timing = worse(side, arrivalMid, fill.mid().get());
    BigDecimal spread = fill.halfSpread().get();
    BigDecimal impact = worse(side, fill.mid().get(), fill.price()).subtract(spread);
    return new ImplementationShortfall(arrivalMid, spread, impact, timing, BigDecimal.ZERO);
  }

  /** Returns by how much the second price is worse than the first for that side. */
  private static BigDecimal worse(Side side, BigDecimal from, BigDecimal to) {
    return side == Side.BUY ? to.subtract(from) : from.subtract(to);
  }

  private ImplementationShortfall times(BigDecimal factor) {
    return new ImplementationShortfall(
        value.multiply(factor),
        spread.multiply(factor),
        impact.multiply(factor),
        timing.multiply(factor),
        unexplained.multiply(factor));
  }

  /** Returns the shortfall of both together. */
  public ImplementationShortfall plus(ImplementationShortfall other) {
    return new ImplementationShortfall(
        value.add(other.value),
        spread.add(other.spread),
        impact.add(other.impact),
        timing.add(other.timing),
        unexplained.add(other.unexplained));
  }

  /** Returns the cost: the sum of the parts. */
  public BigDecimal cost() {
    return spread.add(impact).add(timing).add(unexplained);
  }

  /** Returns the cost per value in basis points, to two decimals; 0 where nothing filled. */
  public BigDecimal basisPoints() {
    return value.signum() == 0
        ? BigDecimal.ZERO.setScale(BASIS_POINT_SCALE)
        : cost().multiply(BASIS_POINTS).divide(value, BASIS_POINT_SCALE, RoundingMode.HALF_EVEN);
  }

  /**
   * Returns this in cents, each half to even; what rounding leaves over is the impact's, so that
   * the parts still sum to the cost.
   */
  public ImplementationShortfall inCents() {
    BigDecimal others = cents(spread).add(cents(timing)).add(cents(unexplained));
    return new ImplementationShortfall(
        value, cents(spread), cents(cost()).subtract(others), cents(timing), cents(unexplained));
  }

  private static BigDecimal cents(BigDecimal amount) {
    return amount.setScale(CENTS, RoundingMode.HALF_EVEN);
  }
}
