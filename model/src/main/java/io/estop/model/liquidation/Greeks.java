package io.estop.model.liquidation;

import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * How the price of an option moves, per share of what it is on.
 *
 * @param delta by one unit of the underlying's price
 * @param gamma change of delta by one unit of the underlying's price
 * @param theta by one day
 * @param vega by one point of volatility, as Alpaca quotes it
 * @param impliedVolatility annual, as a fraction; 0.25 is 25 %
 */
public record Greeks(
    double delta, double gamma, double theta, double vega, double impliedVolatility) {

  public Greeks {
    if (!DoubleStream.of(delta, gamma, theta, vega, impliedVolatility).allMatch(Double::isFinite)
        || Math.abs(delta) > 1
        || impliedVolatility < 0) {
      throw new IllegalArgumentException(
          "Greeks must be finite, delta -1 to 1 and implied volatility at least 0 but were: "
              + delta
              + ", "
              + gamma
              + ", "
              + theta
              + ", "
              + vega
              + ", "
              + impliedVolatility);
    }
  }

  /** Returns the Greeks, empty where a venue's figures cannot be any: then they are missing. */
  public static Optional<Greeks> ifSound(
      double delta, double gamma, double theta, double vega, double impliedVolatility) {
    try {
      return Optional.of(new Greeks(delta, gamma, theta, vega, impliedVolatility));
    } catch (IllegalArgumentException unsound) {
      return Optional.empty();
    }
  }
}
