package io.estop.venues;

import io.estop.model.liquidation.DailyStatistics;
import io.estop.model.liquidation.Greeks;
import io.estop.model.liquidation.MarketView;
import io.estop.model.liquidation.Planner;
import io.estop.model.liquidation.PlannerSettings;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.OptionContract;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Asks a venue for what planning needs: clock and quotes, then statistics within a bound of their
 * own. Whatever is missing is unknown in the book and hinders no plan. Where the venue tells no
 * Greeks of an option its price does, if it can.
 */
public final class Markets {
  private final PlannerSettings settings;
  private final Clock clock;

  /**
   * @param settings how deep a book counts, and how long statistics may take
   * @param clock stands in for a venue that does not tell its time
   */
  public Markets(PlannerSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What a venue said.
   *
   * @param book what the planner needs
   * @param missing what it did not say, one sentence each
   */
  public record View(Planner.Book book, List<String> missing) {

    /** Returns the same with more that was not said. */
    public View missingToo(Collection<String> more) {
      List<String> both = new ArrayList<>(missing);
      both.addAll(more);
      return new View(book, List.copyOf(both));
    }
  }

  /**
   * Returns a book of these positions. Takes at most three of the venue's time-outs and the bound.
   */
  public View of(VenueReader venue, List<Position> held) {
    List<Instrument> instruments = held.stream().map(Position::instrument).toList();
    List<String> missing = new ArrayList<>();
    Answer<MarketClock> session = venue.clock();
    session.failure().ifPresent(why -> missing.add("market clock: " + why));
    Answer<Partial<Map<String, Quote>>> quotes = venue.readableQuotes(instruments);
    quotes.failure().ifPresent(why -> missing.add("quotes: " + why));
    quotes.known().ifPresent(seen -> missing.addAll(new TreeMap<>(seen.unreadable()).values()));
    Instant now = session.known().map(MarketClock::now).orElseGet(clock::instant);
    Statistics statistics =
        instruments.isEmpty()
            ? Statistics.none()
            : venue.statistics(instruments, now, settings.statisticsWithin(instruments.size()));
    statistics.missing().forEach(why -> missing.add("statistics: " + why));
    Map<String, Quote> known = new HashMap<>(quotes.known().map(Partial::value).orElse(Map.of()));
    List<Instrument> underlyings = withoutPrice(instruments, known, statistics);
    if (!underlyings.isEmpty()) {
      // Apart from the others: one that the venue does not know fails them all.
      Answer<Partial<Map<String, Quote>>> more = venue.readableQuotes(underlyings);
      more.failure().ifPresent(why -> missing.add("quotes of what options are on: " + why));
      more.known().ifPresent(seen -> known.putAll(seen.value()));
    }
    Planner.Conditions conditions =
        new Planner.Conditions(
            now,
            session.known().map(MarketClock::isOpen).orElse(true),
            venue.ordersPerMinute(),
            venue.isDirect(),
            Math.min(venue.ordersNow(), venue.ordersPerMinute()));
    return new View(
        new Planner.Book(venue.account(), held, views(held, known, statistics, now), conditions),
        List.copyOf(missing));
  }

  /** What quoted options are on of which the venue tells no Greeks, where it has no quote yet. */
  private static List<Instrument> withoutPrice(
      List<Instrument> instruments, Map<String, Quote> quotes, Statistics statistics) {
    return instruments.stream()
        .filter(one -> one.isOption() && quotes.containsKey(one.symbol()))
        .filter(one -> !statistics.greeks().containsKey(one.symbol()))
        .map(Instrument::underlying)
        .filter(symbol -> !quotes.containsKey(symbol))
        .distinct()
        .map(symbol -> new Instrument(symbol, AssetClass.US_EQUITY))
        .toList();
  }

  private Map<String, MarketView> views(
      List<Position> held, Map<String, Quote> quotes, Statistics statistics, Instant now) {
    Map<String, DailyStatistics> days = new HashMap<>();
    statistics.days().forEach((symbol, bars) -> days.put(symbol, DailyStatistics.of(bars, now)));
    Map<String, MarketView> views = new HashMap<>();
    for (Position position : held) {
      Instrument instrument = position.instrument();
      Optional<Quote> quote = Optional.ofNullable(quotes.get(instrument.symbol()));
      Optional<DailyStatistics> own = Optional.ofNullable(days.get(instrument.symbol()));
      Optional<DailyStatistics> moved = Optional.ofNullable(days.get(instrument.underlying()));
      OptionalDouble price = price(instrument.underlying(), quotes, now);
      views.put(
          instrument.symbol(),
          new MarketView(
              quote,
              figure(moved.map(DailyStatistics::volatility)),
              figure(own.map(DailyStatistics::volume)),
              depth(position, quote, statistics),
              Optional.empty(),
              Optional.ofNullable(statistics.greeks().get(instrument.symbol()))
                  .or(() -> implied(instrument, quote, price, now)),
              price.isPresent() ? price : figure(moved.map(DailyStatistics::lastClose))));
    }
    return views;
  }

  private OptionalDouble price(String symbol, Map<String, Quote> quotes, Instant now) {
    return figure(
        Optional.ofNullable(quotes.get(symbol))
            .filter(quote -> isUsable(quote, now))
            .map(quote -> OptionalDouble.of(quote.mid().doubleValue())));
  }

  private boolean isUsable(Quote quote, Instant now) {
    return quote.isTwoSided()
        && Duration.between(quote.quotedAt(), now).compareTo(settings.staleAfter()) <= 0;
  }

  /** From prices of the same moment only: yesterday's close beside a quote tells no volatility. */
  private Optional<Greeks> implied(
      Instrument instrument, Optional<Quote> quote, OptionalDouble underlying, Instant now) {
    return quote
        .filter(seen -> instrument.isOption() && isUsable(seen, now) && underlying.isPresent())
        .flatMap(
            seen ->
                ImpliedGreeks.of(
                    OptionContract.parse(instrument.symbol()),
                    seen,
                    underlying.getAsDouble(),
                    now,
                    settings.options().carry()));
  }

  private OptionalDouble depth(Position position, Optional<Quote> quote, Statistics statistics) {
    Side side = Side.closing(position.quantity());
    return figure(
        Optional.ofNullable(statistics.books().get(position.instrument().symbol()))
            .flatMap(
                book ->
                    quote
                        .filter(Quote::isTwoSided)
                        .map(seen -> book.sizeWithin(side, worst(side, seen.mid()))))
            .map(size -> OptionalDouble.of(size.doubleValue())));
  }

  private BigDecimal worst(Side side, BigDecimal mid) {
    BigDecimal slip = mid.multiply(settings.maxSlippagePercent()).movePointLeft(2);
    return side == Side.SELL ? mid.subtract(slip) : mid.add(slip);
  }

  private static OptionalDouble figure(Optional<OptionalDouble> figure) {
    return figure.orElse(OptionalDouble.empty());
  }
}
