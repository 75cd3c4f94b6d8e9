package io.estop.venues;

import com.opengamma.strata.math.MathException;
import com.opengamma.strata.pricer.impl.option.BlackFormulaRepository;
import com.opengamma.strata.pricer.impl.option.BlackScholesFormulaRepository;
import io.estop.model.liquidation.Greeks;
import io.estop.model.liquidation.options.Carry;
import io.estop.model.trading.OptionContract;
import io.estop.model.trading.OptionContract.Right;
import io.estop.model.trading.Quote;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Greeks of an option from its price, for venues that tell none: the volatility at which the
 * formula of Black and Scholes (1973) gives the price, and the formula's derivatives there, by
 * OpenGamma Strata. Pure.
 *
 * <p>With the interest and the dividend yield that people configured, none otherwise, and without
 * early exercise: the volatility that is fitted to the price takes most of what is left out up, and
 * what remains is small against what the figures are for, to say which leg goes first and whether
 * shares or options carry a group's delta. A dividend yield q is carry r - q, as by Merton (1973).
 */
final class ImpliedGreeks {
  private static final ZoneId EXCHANGE = ZoneId.of("America/New_York");
  private static final LocalTime LAST_TRADE = LocalTime.of(16, 0);
  private static final double DAYS_A_YEAR = 365;
  private static final double POINTS = 100;

  /** A mid moves in half cents: what is less is no value of time but a rounding. */
  private static final double LEAST_TIME_VALUE = 0.0025;

  private ImpliedGreeks() {}

  /** Returns the Greeks at the mid; empty without one, and wherever the price has no solution. */
  static Optional<Greeks> of(
      OptionContract option, Quote quote, double underlying, Instant now, Carry carry) {
    return quote.isTwoSided()
        ? of(option, quote.mid().doubleValue(), underlying, now, carry)
        : Optional.empty();
  }

  /**
   * Returns the Greeks at a price.
   *
   * @param underlying price of what it is on
   * @return empty where it has expired, or no volatility gives that price
   */
  static Optional<Greeks> of(
      OptionContract option, double price, double underlying, Instant now, Carry carry) {
    Instant end = option.expiry().atTime(LAST_TRADE).atZone(EXCHANGE).toInstant();
    double years = Duration.between(now, end).toSeconds() / (DAYS_A_YEAR * 86_400);
    Point at =
        new Point(
            underlying,
            option.strike().doubleValue(),
            years,
            option.right() == Right.CALL,
            carry.rate(),
            carry.rate() - carry.yield(option.underlying()));
    // Written so that no figure that is no number passes.
    boolean solvable =
        years > 0
            && at.strike > 0
            && underlying > 0
            && price - at.least() >= LEAST_TIME_VALUE
            && price < at.most();
    return solvable ? at(at, price) : Optional.empty();
  }

  /**
   * Where the formula is asked.
   *
   * @param rate interest, a fraction a year
   * @param carry interest less dividends, a fraction a year
   */
  private record Point(
      double underlying, double strike, double years, boolean call, double rate, double carry) {

    double forward() {
      return underlying * Math.exp(carry * years);
    }

    private double discount() {
      return Math.exp(-rate * years);
    }

    /** Nothing is worth less than exercised now, nor than by its forward. */
    double least() {
      double now = call ? underlying - strike : strike - underlying;
      double then = (call ? forward() - strike : strike - forward()) * discount();
      return Math.max(0, Math.max(now, then));
    }

    double most() {
      return (call ? forward() : strike) * discount();
    }

    double undiscounted(double price) {
      return price / discount();
    }
  }

  private static Optional<Greeks> at(Point at, double price) {
    double volatility;
    try {
      volatility =
          BlackFormulaRepository.impliedVolatility(
              at.undiscounted(price), at.forward(), at.strike, at.years, at.call);
    } catch (MathException | IllegalArgumentException noSolution) {
      // The formula is so flat there that its solver gives up: the price tells no volatility.
      return Optional.empty();
    }
    if (!(volatility > 0)) {
      return Optional.empty();
    }
    return Greeks.ifSound(
        BlackScholesFormulaRepository.delta(
            at.underlying, at.strike, at.years, volatility, at.rate, at.carry, at.call),
        BlackScholesFormulaRepository.gamma(
            at.underlying, at.strike, at.years, volatility, at.rate, at.carry),
        BlackScholesFormulaRepository.theta(
                at.underlying, at.strike, at.years, volatility, at.rate, at.carry, at.call)
            / DAYS_A_YEAR,
        BlackScholesFormulaRepository.vega(
                at.underlying, at.strike, at.years, volatility, at.rate, at.carry)
            / POINTS,
        volatility);
  }
}
