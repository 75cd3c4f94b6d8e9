package io.estop.venues;

import com.opengamma.strata.math.MathException;
import com.opengamma.strata.pricer.impl.option.BlackFormulaRepository;
import com.opengamma.strata.pricer.impl.option.BlackScholesFormulaRepository;
import io.estop.model.liquidation.Greeks;
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
 * <p>Without interest, dividends and early exercise: nobody tells them here, and the volatility
 * that is fitted to the price takes most of them up. What is left is small against what the figures
 * are for, to say which leg goes first and whether shares or options carry a group's delta.
 */
final class ImpliedGreeks {
  private static final ZoneId EXCHANGE = ZoneId.of("America/New_York");
  private static final LocalTime LAST_TRADE = LocalTime.of(16, 0);
  private static final double DAYS_A_YEAR = 365;
  private static final double POINTS = 100;
  private static final double NO_INTEREST = 0;

  /** A mid moves in half cents: what is less is no value of time but a rounding. */
  private static final double LEAST_TIME_VALUE = 0.0025;

  private ImpliedGreeks() {}

  /** Returns the Greeks at the mid; empty without one, and wherever the price has no solution. */
  static Optional<Greeks> of(OptionContract option, Quote quote, double underlying, Instant now) {
    return quote.isTwoSided()
        ? of(option, quote.mid().doubleValue(), underlying, now)
        : Optional.empty();
  }

  /**
   * Returns the Greeks at a price.
   *
   * @param underlying price of what it is on
   * @return empty where it has expired, or no volatility gives that price
   */
  static Optional<Greeks> of(OptionContract option, double price, double underlying, Instant now) {
    Instant end = option.expiry().atTime(LAST_TRADE).atZone(EXCHANGE).toInstant();
    double years = Duration.between(now, end).toSeconds() / (DAYS_A_YEAR * 86_400);
    double strike = option.strike().doubleValue();
    boolean call = option.right() == Right.CALL;
    double worthNow = Math.max(0, call ? underlying - strike : strike - underlying);
    double most = call ? underlying : strike;
    // Written so that no figure that is no number passes.
    boolean solvable =
        years > 0
            && strike > 0
            && underlying > 0
            && price - worthNow >= LEAST_TIME_VALUE
            && price < most;
    return solvable ? at(new Point(underlying, strike, years, call), price) : Optional.empty();
  }

  private record Point(double underlying, double strike, double years, boolean call) {}

  private static Optional<Greeks> at(Point at, double price) {
    double volatility;
    try {
      volatility =
          BlackFormulaRepository.impliedVolatility(
              price, at.underlying, at.strike, at.years, at.call);
    } catch (MathException | IllegalArgumentException noSolution) {
      // The formula is so flat there that its solver gives up: the price tells no volatility.
      return Optional.empty();
    }
    if (!(volatility > 0)) {
      return Optional.empty();
    }
    return Greeks.ifSound(
        BlackScholesFormulaRepository.delta(
            at.underlying, at.strike, at.years, volatility, NO_INTEREST, NO_INTEREST, at.call),
        BlackScholesFormulaRepository.gamma(
            at.underlying, at.strike, at.years, volatility, NO_INTEREST, NO_INTEREST),
        BlackScholesFormulaRepository.theta(
                at.underlying, at.strike, at.years, volatility, NO_INTEREST, NO_INTEREST, at.call)
            / DAYS_A_YEAR,
        BlackScholesFormulaRepository.vega(
                at.underlying, at.strike, at.years, volatility, NO_INTEREST, NO_INTEREST)
            / POINTS,
        volatility);
  }
}
