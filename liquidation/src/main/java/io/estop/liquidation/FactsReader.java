package io.estop.liquidation;

import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import io.estop.venues.Answer;
import io.estop.venues.MarketClock;
import io.estop.venues.OpenOrders;
import io.estop.venues.Partial;
import io.estop.venues.VenueReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks a venue for what one wave needs, in the order that {@link Facts} names. What holds for the
 * account as a whole is asked once for all waves that ask at about the same time, quotes for each.
 */
final class FactsReader {
  private final Venues venues;
  private final boolean sharing;
  private final Map<Account, SharedReading<Result>> accounts = new ConcurrentHashMap<>();

  FactsReader(Venues venues) {
    this(venues, true);
  }

  private FactsReader(Venues venues, boolean sharing) {
    this.venues = venues;
    this.sharing = sharing;
  }

  /** One for whom nobody waits: where all run in turns, a wait for another would never end. */
  static FactsReader inTurns(Venues venues) {
    return new FactsReader(venues, false);
  }

  /**
   * What the venue said.
   *
   * @param facts empty when any answer is missing
   * @param why which one and why
   */
  record Result(Optional<Facts> facts, String why) {
    static Result missing(String what, Answer<?> answer) {
      return new Result(Optional.empty(), what + ": " + answer.failure().orElse(""));
    }
  }

  /**
   * Returns what the venue says now: nothing in it was asked for before this call.
   *
   * @param priced whose quotes are needed, none where nothing is to be ordered
   */
  Result read(Account account, List<Instrument> priced) {
    Result shared =
        sharing
            ? accounts
                .computeIfAbsent(account, key -> new SharedReading<>(() -> whole(venues.of(key))))
                .get()
            : whole(venues.of(account));
    if (shared.facts().isEmpty() || priced.isEmpty()) {
      return shared;
    }
    Answer<Partial<Map<String, Quote>>> quotes = venues.of(account).readableQuotes(priced);
    return quotes.known().isEmpty()
        ? Result.missing("quotes", quotes)
        : new Result(shared.facts().map(facts -> facts.with(quotes.known().get())), "");
  }

  private static Result whole(VenueReader venue) {
    Answer<OpenOrders> orders = venue.readableOpenOrders();
    if (orders.known().isEmpty()) {
      return Result.missing("open orders", orders);
    }
    Answer<Partial<List<Position>>> positions = venue.readablePositions();
    if (positions.known().isEmpty()) {
      return Result.missing("positions", positions);
    }
    // The venue's time too: the age of a quote counts by it.
    Answer<MarketClock> market = venue.clock();
    if (market.known().isEmpty()) {
      return Result.missing("market clock", market);
    }
    Partial<List<Position>> held = positions.known().get();
    return new Result(
        Optional.of(
            new Facts(
                orders.known().get().readable(),
                orders.known().get().unreadable(),
                held.map(FactsReader::quantities),
                instruments(held),
                Partial.whole(Map.of()),
                market.known().get())),
        "");
  }

  private static Map<String, BigDecimal> quantities(List<Position> held) {
    return held.stream()
        .collect(
            Collectors.toUnmodifiableMap(one -> one.instrument().symbol(), Position::quantity));
  }

  /** Whether an option whose entry cannot be read is short nobody knows: it counts as one. */
  private static List<Instrument> instruments(Partial<List<Position>> held) {
    Stream<Instrument> known = held.value().stream().map(Position::instrument);
    Stream<Instrument> doubtful = held.unreadable().keySet().stream().flatMap(FactsReader::option);
    return Stream.concat(known, doubtful).toList();
  }

  private static Stream<Instrument> option(String symbol) {
    try {
      return Stream.of(new Instrument(symbol, AssetClass.US_OPTION));
    } catch (IllegalArgumentException notAnOption) {
      return Stream.empty();
    }
  }
}
