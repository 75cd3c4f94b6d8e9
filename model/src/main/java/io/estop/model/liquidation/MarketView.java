package io.estop.model.liquidation;

import io.estop.model.trading.Quote;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known of the market of one instrument. Every part may be missing; a figure that is not
 * finite, or not above 0, counts as missing.
 *
 * @param quote the latest, as the venue gave it: perhaps crossed, one-sided or old
 * @param dailyVolatility standard deviation of a day's return, a fraction; of an option: of what it
 *     is on
 * @param averageDailyVolume units a day
 * @param depth units within the slippage budget on the side that closing trades against
 * @param refillHalfLife until half of what was taken from the book is offered again
 * @param greeks of an option
 * @param underlyingPrice last price of what an option is on
 */
public record MarketView(
    Optional<Quote> quote,
    OptionalDouble dailyVolatility,
    OptionalDouble averageDailyVolume,
    OptionalDouble depth,
    Optional<Duration> refillHalfLife,
    Optional<Greeks> greeks,
    OptionalDouble underlyingPrice) {

  public MarketView {
    dailyVolatility = known(dailyVolatility);
    averageDailyVolume = known(averageDailyVolume);
    depth = known(depth);
    underlyingPrice = known(underlyingPrice);
    refillHalfLife = refillHalfLife.filter(span -> span.compareTo(Duration.ZERO) > 0);
  }

  /** Returns a view in which nothing is known. */
  public static MarketView unknown() {
    return of(Optional.empty());
  }

  /** Returns a view in which at most the quote is known. */
  public static MarketView of(Optional<Quote> quote) {
    return new MarketView(
        quote,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty());
  }

  private static OptionalDouble known(OptionalDouble figure) {
    return figure.isPresent() && Double.isFinite(figure.getAsDouble()) && figure.getAsDouble() > 0
        ? figure
        : OptionalDouble.empty();
  }
}
