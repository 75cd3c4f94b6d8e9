package io.estop.embedded.portfolio;

import io.estop.model.trading.AssetClass;
import io.estop.model.trading.OptionContract;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Turns one row into a position and its instrument, or collects all that is wrong with it. */
final class RowCheck {

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");
  private static final Pattern EQUITY = Pattern.compile("[A-Z][A-Z0-9.]{0,9}");
  private static final Pattern COIN = Pattern.compile("[A-Z0-9]{2,10}/[A-Z]{3,5}");

  private final Row row;
  private final LocalDate marketDay;
  private final List<Problem> problems = new ArrayList<>();

  RowCheck(Row row, LocalDate marketDay) {
    this.row = row;
    this.marketDay = marketDay;
  }

  List<Problem> problems() {
    return problems;
  }

  /** Returns instrument and position, or nothing when there are problems. */
  Optional<Holding> holding() {
    Optional<AssetClass> assetClass = assetClass();
    assetClass.ifPresent(this::checkSymbol);
    Optional<BigDecimal> quantity = number("qty", "a number other than zero");
    quantity.ifPresent(q -> checkQuantity(q, assetClass));
    Optional<BigDecimal> entry = positive("avg_entry_price");
    Optional<SeedQuote> quote =
        assetClass.isPresent() && quantity.isPresent() && entry.isPresent()
            ? quote(MarketHabits.of(assetClass.get()), quantity.get(), entry.get())
            : Optional.empty();
    if (!problems.isEmpty() || quote.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(holding(assetClass.orElseThrow(), quantity.orElseThrow(), quote.get()));
  }

  private Holding holding(AssetClass assetClass, BigDecimal quantity, SeedQuote quote) {
    String symbol = row.value("symbol");
    double volatility = MarketHabits.of(assetClass).annualVolatility();
    return new Holding(
        new SeedInstrument(symbol, assetClass, quote, volatility),
        new SeedPosition(symbol, quantity, new BigDecimal(row.value("avg_entry_price"))));
  }

  private Optional<AssetClass> assetClass() {
    try {
      return Optional.of(AssetClass.ofWord(row.value("asset_class")));
    } catch (IllegalArgumentException e) {
      return refuse("asset_class", "us_equity, crypto or us_option");
    }
  }

  private void checkSymbol(AssetClass assetClass) {
    String symbol = row.value("symbol");
    switch (assetClass) {
      case US_EQUITY -> require(EQUITY.matcher(symbol).matches(), "symbol", "a ticker like AAPL");
      case CRYPTO -> require(COIN.matcher(symbol).matches(), "symbol", "a pair like BTC/USD");
      case US_OPTION -> checkOption(symbol);
    }
  }

  private void checkOption(String symbol) {
    try {
      boolean alive = !OptionContract.parse(symbol).expiry().isBefore(marketDay);
      require(
          alive,
          "symbol",
          "an option that has not expired on the market's day %s (--as-of sets that day)"
              .formatted(marketDay));
    } catch (IllegalArgumentException e) {
      refuse("symbol", "an OCC option symbol like AAPL270115C00150000");
    }
  }

  private void checkQuantity(BigDecimal quantity, Optional<AssetClass> assetClass) {
    boolean isWhole = quantity.stripTrailingZeros().scale() <= 0;
    boolean isShort = quantity.signum() < 0;
    require(quantity.signum() != 0, "qty", "a number other than zero");
    assetClass.ifPresent(
        it -> {
          require(isWhole || it != AssetClass.US_OPTION, "qty", "whole contracts");
          require(!isShort || it != AssetClass.CRYPTO, "qty", "more than zero: no short crypto");
          require(
              isWhole || !isShort || it != AssetClass.US_EQUITY, "qty", "whole shares if short");
        });
  }

  private Optional<SeedQuote> quote(MarketHabits habits, BigDecimal quantity, BigDecimal entry) {
    BigDecimal depth = habits.depthFor(quantity);
    Optional<BigDecimal> bidSize = row.has("bid_size") ? positive("bid_size") : Optional.of(depth);
    Optional<BigDecimal> askSize = row.has("ask_size") ? positive("ask_size") : Optional.of(depth);
    Optional<SeedQuote> prices =
        row.has("bid") || row.has("ask") ? given(depth) : derived(habits, entry, depth);
    if (prices.isEmpty() || bidSize.isEmpty() || askSize.isEmpty()) {
      return Optional.empty();
    }
    SeedQuote quote = prices.get();
    return Optional.of(new SeedQuote(quote.bid(), quote.ask(), bidSize.get(), askSize.get()));
  }

  private Optional<SeedQuote> given(BigDecimal depth) {
    Optional<BigDecimal> bid = number("bid", "a price of zero or more, as ask is given");
    Optional<BigDecimal> ask = number("ask", "a price above bid, as bid is given");
    if (bid.isEmpty() || ask.isEmpty()) {
      return Optional.empty();
    }
    require(bid.get().signum() >= 0, "bid", "a price of zero or more");
    require(ask.get().compareTo(bid.get()) > 0, "ask", "a price above bid " + bid.get());
    return Optional.of(new SeedQuote(bid.get(), ask.get(), depth, depth));
  }

  private Optional<SeedQuote> derived(MarketHabits habits, BigDecimal entry, BigDecimal depth) {
    Optional<BigDecimal> price =
        row.has("current_price")
            ? number("current_price", "a price of zero or more")
            : Optional.of(entry);
    price.ifPresent(p -> require(p.signum() >= 0, "current_price", "a price of zero or more"));
    return price.map(p -> habits.around(p, depth));
  }

  private Optional<BigDecimal> positive(String column) {
    Optional<BigDecimal> number = number(column, "a number above zero");
    number.ifPresent(n -> require(n.signum() > 0, column, "a number above zero"));
    return number;
  }

  private Optional<BigDecimal> number(String column, String expected) {
    String text = row.value(column);
    if (!NUMBER.matcher(text).matches()) {
      return refuse(column, expected + ", at most 15 digits before and 9 behind the point");
    }
    return Optional.of(new BigDecimal(text));
  }

  private void require(boolean holds, String column, String expected) {
    if (!holds) {
      refuse(column, expected);
    }
  }

  private <T> Optional<T> refuse(String column, String expected) {
    problems.add(row.problem(column, expected));
    return Optional.empty();
  }

  /** What a good row says. */
  record Holding(SeedInstrument instrument, SeedPosition position) {}
}
