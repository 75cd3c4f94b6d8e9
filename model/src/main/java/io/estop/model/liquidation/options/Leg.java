package io.estop.model.liquidation.options;

import io.estop.model.trading.Instrument;
import io.estop.model.trading.OptionContract;
import io.estop.model.trading.OptionContract.Right;
import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.OptionalDouble;

/**
 * One position of a hedged group.
 *
 * @param instrument what
 * @param quantity signed, not 0
 * @param delta of an option, per share; empty where nobody knows
 * @param gamma of an option, per share; empty where nobody knows
 * @param underlyingPrice price of what an option is on; empty where nobody knows
 * @param dailyRisk money that a usual day moves
 */
public record Leg(
    Instrument instrument,
    BigDecimal quantity,
    OptionalDouble delta,
    OptionalDouble gamma,
    OptionalDouble underlyingPrice,
    double dailyRisk) {
  /** Less than this is far out of the money: it is hardly assigned. */
  private static final double LEAST_DELTA = 0.3;

  /** So much of the strike the underlying has to move, and more, until it is in the money. */
  private static final double FAR_OUT = 0.05;

  boolean isShortOption() {
    return instrument.isOption() && quantity.signum() < 0;
  }

  Side side() {
    return Side.closing(quantity);
  }

  String symbol() {
    return instrument.symbol();
  }

  /** Returns the shares that it moves like, signed; empty where nobody knows. */
  OptionalDouble shares() {
    if (!instrument.isOption()) {
      return OptionalDouble.of(quantity.doubleValue());
    }
    return delta.isEmpty()
        ? delta
        : OptionalDouble.of(
            quantity.doubleValue() * OptionContract.MULTIPLIER * delta.getAsDouble());
  }

  /** Returns how fast its delta turns against us; what nobody knows is the fastest. */
  double shortGamma() {
    return gamma.isEmpty() ? Double.MAX_VALUE : quantity.abs().doubleValue() * gamma.getAsDouble();
  }

  long daysToExpiry(LocalDate today) {
    return ChronoUnit.DAYS.between(today, OptionContract.parse(symbol()).expiry());
  }

  /**
   * Returns whether it may soon be assigned: short, near expiry, and not far out of the money. What
   * nobody can tell may be.
   */
  boolean mayBeAssigned(LocalDate today, int nearDays) {
    return isShortOption() && daysToExpiry(today) <= nearDays && !isFarOut();
  }

  private boolean isFarOut() {
    if (delta.isPresent()) {
      return Math.abs(delta.getAsDouble()) < LEAST_DELTA;
    }
    if (underlyingPrice.isEmpty()) {
      return false;
    }
    OptionContract contract = OptionContract.parse(symbol());
    double strike = contract.strike().doubleValue();
    double above = (underlyingPrice.getAsDouble() - strike) / strike;
    return (contract.right() == Right.CALL ? above : -above) < -FAR_OUT;
  }
}
