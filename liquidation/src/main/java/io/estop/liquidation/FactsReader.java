package io.estop.liquidation;

import io.estop.model.trading.Account;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import io.estop.venues.Answer;
import io.estop.venues.MarketClock;
import io.estop.venues.VenueOrder;
import io.estop.venues.VenueReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Asks a venue for what one wave needs, in the order that {@link Facts} names. What holds for the
 * account as a whole is asked once for all waves that ask at about the same time, quotes for each.
 */
final class FactsReader {
  private final Venues venues;
  private final Map<Account, SharedReading<Result>> accounts = new ConcurrentHashMap<>();

  private final boolean shared;

  private FactsReader(Venues venues, boolean shared) {
    this.venues = venues;
    this.shared = shared;
  }

  /** Waves that ask at about the same time share what holds for the account. */
  static FactsReader shared(Venues venues) {
    return new FactsReader(venues, true);
  }

  /** Each wave reads for itself: where one thread plays all, nobody may wait for another. */
  static FactsReader alone(Venues venues) {
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
    Result whole = shared ? together(account) : whole(venues.of(account));
    if (whole.facts().isEmpty() || priced.isEmpty()) {
      return whole;
    }
    Answer<Map<String, Quote>> quotes = venues.of(account).quotes(priced);
    return quotes.known().isEmpty()
        ? Result.missing("quotes", quotes)
        : new Result(whole.facts().map(facts -> facts.with(quotes.known().get())), "");
  }

  private Result together(Account account) {
    return accounts
        .computeIfAbsent(account, key -> new SharedReading<>(() -> whole(venues.of(key))))
        .get();
  }

  private static Result whole(VenueReader venue) {
    Answer<List<VenueOrder>> orders = venue.openOrders();
    if (orders.known().isEmpty()) {
      return Result.missing("open orders", orders);
    }
    Answer<List<Position>> positions = venue.positions();
    if (positions.known().isEmpty()) {
      return Result.missing("positions", positions);
    }
    // The venue's time too: the age of a quote counts by it.
    Answer<MarketClock> market = venue.clock();
    if (market.known().isEmpty()) {
      return Result.missing("market clock", market);
    }
    Map<String, BigDecimal> quantities =
        positions.known().get().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    held -> held.instrument().symbol(), Position::quantity));
    List<Instrument> shortOptions =
        positions.known().get().stream()
            .filter(held -> held.quantity().signum() < 0)
            .map(Position::instrument)
            .filter(Instrument::isOption)
            .toList();
    return new Result(
        Optional.of(
            new Facts(
                List.copyOf(orders.known().get()),
                quantities,
                shortOptions,
                Map.of(),
                market.known().get())),
        "");
  }
}
