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
import java.util.stream.Collectors;

/** Asks a venue for what one wave needs, in the order that {@link Facts} names. */
final class FactsReader {
  private final Venues venues;

  FactsReader(Venues venues) {
    this.venues = venues;
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

  Result read(Account account, List<Instrument> instruments) {
    VenueReader venue = venues.of(account);
    Answer<List<VenueOrder>> orders = venue.openOrders();
    if (orders.known().isEmpty()) {
      return Result.missing("open orders", orders);
    }
    Answer<List<Position>> positions = venue.positions();
    if (positions.known().isEmpty()) {
      return Result.missing("positions", positions);
    }
    Answer<Map<String, Quote>> quotes = venue.quotes(instruments);
    if (quotes.known().isEmpty()) {
      return Result.missing("quotes", quotes);
    }
    // The venue's time too: the age of a quote counts by it.
    Answer<MarketClock> market = venue.clock();
    if (market.known().isEmpty()) {
      return Result.missing("market clock", market);
    }
    Map<String, BigDecimal> quantities =
        positions.known().get().stream()
            .collect(Collectors.toMap(one -> one.instrument().symbol(), Position::quantity));
    List<Instrument> held = positions.known().get().stream().map(Position::instrument).toList();
    return new Result(
        Optional.of(
            new Facts(
                orders.known().get(),
                quantities,
                held,
                quotes.known().get(),
                market.known().get())),
        "");
  }
}
