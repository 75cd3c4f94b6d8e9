package io.estop.model.liquidation;

import io.estop.model.liquidation.options.Leg;
import io.estop.model.liquidation.options.Underlying;
import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.OptionContract;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What one position is, seen by whoever has to close it. What a venue does not tell is assumed on
 * the dear side and listed. Pure.
 *
 * @param account where it is held
 * @param position as the venue shows it
 * @param market what is known of its market
 * @param conditions of the account
 * @param staleAfter age from which a quote no longer counts
 */
record Assessment(
    Account account,
    Position position,
    MarketView market,
    Planner.Conditions conditions,
    Duration staleAfter) {
  /** What moves in a day where nobody knows: among the wilder of each class. */
  private static final double UNKNOWN_SHARE = 0.04;

  private static final double UNKNOWN_COIN = 0.08;
  private static final double UNKNOWN_OPTION = 0.5;

  private static final double TRADING_DAYS = 252;
  private static final Duration SESSION = Duration.ofMinutes(390);

  Instrument instrument() {
    return position.instrument();
  }

  String symbol() {
    return instrument().symbol();
  }

  boolean isOption() {
    return instrument().isOption();
  }

  boolean isShort() {
    return position.quantity().signum() < 0;
  }

  /** Returns the group that is planned as one: an underlying with everything on it. */
  String group() {
    return account + " " + Underlying.of(instrument());
  }

  Side side() {
    return Side.closing(position.quantity());
  }

  double quantity() {
    return position.quantity().abs().doubleValue();
  }

  /** Returns why the quote cannot be used, empty where it can. */
  Optional<String> quoteTrouble() {
    if (market.quote().isEmpty()) {
      return Optional.of("the venue gives no quote");
    }
    Quote quote = market.quote().get();
    if (quote.isCrossed()) {
      return Optional.of("the quote is crossed, " + quoted(quote));
    }
    if (!quote.isTwoSided()) {
      return Optional.of("the quote is one-sided, " + quoted(quote));
    }
    Duration age = Duration.between(quote.quotedAt(), conditions.now());
    return age.compareTo(staleAfter) > 0
        ? Optional.of("the quote is " + age.toSeconds() + " s old")
        : Optional.empty();
  }

  private static String quoted(Quote quote) {
    return quote.bid().toPlainString() + "/" + quote.ask().toPlainString();
  }

  /** Returns the quote where it is two-sided and fresh. */
  Optional<Quote> usableQuote() {
    return quoteTrouble().isPresent() ? Optional.empty() : market.quote();
  }

  /** Returns whether it is long and nobody bids for it. */
  boolean isWorthless() {
    return isOption()
        && !isShort()
        && market.quote().filter(quote -> quote.hasNoBid() && quote.ask().signum() > 0).isPresent();
  }

  /** Returns the price in the middle, or the venue's mark; 0 where there is neither. */
  BigDecimal price() {
    return usableQuote().map(Quote::mid).orElse(position.currentPrice().max(BigDecimal.ZERO));
  }

  /** Returns the market value, absolute. */
  BigDecimal notional() {
    return position.quantity().abs().multiply(price()).multiply(instrument().multiplier());
  }

  /** Returns the unrealised loss, 0 where it is a gain. */
  BigDecimal loss() {
    return position.unrealisedLoss().max(BigDecimal.ZERO);
  }

  /** Returns half the spread in price, empty without a usable quote. */
  OptionalDouble halfSpread() {
    return usableQuote()
        .map(quote -> OptionalDouble.of(quote.ask().subtract(quote.bid()).doubleValue() / 2))
        .orElse(OptionalDouble.empty());
  }

  /** Returns half the spread as a fraction of the mid, empty without a usable quote. */
  OptionalDouble relativeHalfSpread() {
    double mid = price().doubleValue();
    return halfSpread().isPresent()
        ? OptionalDouble.of(halfSpread().getAsDouble() / mid)
        : OptionalDouble.empty();
  }

  /** Returns what stands at the best price, in units; 0 where nobody tells. */
  double touchSize() {
    return usableQuote()
        .map(quote -> side() == Side.SELL ? quote.bidSize() : quote.askSize())
        .map(BigDecimal::doubleValue)
        .orElse(0.0);
  }

  /** Returns the standard deviation of a day's return of what is held, as a fraction. */
  double volatility() {
    return market.dailyVolatility().orElseGet(this::assumedVolatility);
  }

  private double assumedVolatility() {
    Optional<Greeks> greeks = market.greeks().filter(known -> known.impliedVolatility() > 0);
    if (isOption() && greeks.isPresent()) {
      return greeks.get().impliedVolatility() / Math.sqrt(TRADING_DAYS);
    }
    return instrument().assetClass() == AssetClass.CRYPTO ? UNKNOWN_COIN : UNKNOWN_SHARE;
  }

  /**
   * Returns the money that a usual day moves: exposure times volatility; of an option the exposure
   * is what its delta stands for, and without Greeks half of its value.
   */
  double dailyRisk() {
    if (!isOption()) {
      return notional().doubleValue() * volatility();
    }
    if (market.greeks().isPresent() && market.underlyingPrice().isPresent()) {
      double shares = quantity() * OptionContract.MULTIPLIER;
      double delta = Math.abs(market.greeks().get().delta());
      return shares * delta * market.underlyingPrice().getAsDouble() * volatility();
    }
    return notional().doubleValue() * UNKNOWN_OPTION;
  }

  /** Returns what its place in its group depends on. */
  Leg leg() {
    return new Leg(
        instrument(),
        position.quantity(),
        greek(Greeks::delta),
        greek(Greeks::gamma),
        market.underlyingPrice(),
        dailyRisk());
  }

  private OptionalDouble greek(ToDoubleFunction<Greeks> figure) {
    return market
        .greeks()
        .map(greeks -> OptionalDouble.of(figure.applyAsDouble(greeks)))
        .orElse(OptionalDouble.empty());
  }

  /** Returns its part of a usual day's volume, empty where that is unknown. */
  OptionalDouble volumeShare() {
    return market.averageDailyVolume().isPresent()
        ? OptionalDouble.of(quantity() / market.averageDailyVolume().getAsDouble())
        : OptionalDouble.empty();
  }

  /** Returns how long a day of its market is. */
  Duration session() {
    return instrument().assetClass() == AssetClass.CRYPTO ? Duration.ofDays(1) : SESSION;
  }

  /** Returns days to expiry, empty where it does not expire. */
  Optional<Long> daysToExpiry() {
    return isOption()
        ? Optional.of(
            ChronoUnit.DAYS.between(conditions.today(), OptionContract.parse(symbol()).expiry()))
        : Optional.empty();
  }

  /** Returns whether its market is closed now. */
  boolean isClosed() {
    return !conditions.marketOpen() && instrument().assetClass() != AssetClass.CRYPTO;
  }

  /** Returns which statistics are unknown, in words. */
  List<String> unknown() {
    List<String> unknown = new ArrayList<>();
    if (market.dailyVolatility().isEmpty()) {
      unknown.add("volatility");
    }
    if (market.averageDailyVolume().isEmpty() && !isOption()) {
      unknown.add("volume");
    }
    if (isOption() && market.greeks().isEmpty()) {
      unknown.add("Greeks");
    }
    return unknown;
  }
}
