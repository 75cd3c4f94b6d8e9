package io.estop.venues;

import io.estop.model.trading.Account;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.MarketHalt;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The read-only half of a venue. Each call asks the venue now, waits at most the configured request
 * time-out and returns a failure as a value. Safe for use by many threads.
 */
public interface VenueReader extends AutoCloseable {
  /** Most orders that {@link #ordersSince} returns. */
  int MOST_SENT = 500;

  /** Returns the account this connection trades, as configured. */
  Account account();

  /** Returns equity and the account's number as the venue knows it. */
  Answer<AccountState> accountState();

  /** Returns the account's number as the venue knows it. */
  default Answer<String> accountNumber() {
    return accountState().map(AccountState::number);
  }

  /** Returns money that people moved on that day of the exchange or later. */
  default Answer<List<Transfer>> transfersSince(LocalDate day) {
    return new Answer.Missing<>(
        "venue " + account().venue() + " does not tell of money that is moved", false);
  }

  /** Returns every open position. An empty list is the venue's word that there is none. */
  Answer<List<Position>> positions();

  /**
   * Returns the open positions that can be read and why others cannot. Whoever closes uses this:
   * one absurd entry keeps no other position open. Whoever has to know that nothing is left uses
   * {@link #positions()}, which is missing where any of it is.
   */
  default Answer<Partial<List<Position>>> readablePositions() {
    return positions().map(Partial::whole);
  }

  /** Returns every order that may still fill, of anybody. */
  Answer<List<VenueOrder>> openOrders();

  /**
   * Returns the orders that may still fill, and of those that cannot be read what is known. Whoever
   * cancels or closes uses this: one absurd entry keeps no other order working. Whoever has to know
   * every order uses {@link #openOrders()}, which is missing where any of it is.
   */
  default Answer<OpenOrders> readableOpenOrders() {
    return openOrders().map(OpenOrders::whole);
  }

  /**
   * Returns what became of the orders, of anybody, that the venue took after that moment: the
   * {@value #MOST_SENT} newest, newest first.
   */
  default Answer<List<SentOrder>> ordersSince(Instant since) {
    return new Answer.Missing<>("venue " + account().venue() + " does not list orders that ended");
  }

  /** Returns the order with that client order id; empty where the venue says there is none. */
  Answer<Optional<VenueOrder>> orderByClientOrderId(String clientOrderId);

  /** Returns the order with the venue's own id; empty where the venue says there is none. */
  Answer<Optional<VenueOrder>> order(String orderId);

  /** Returns the latest quotes by symbol; a symbol without a quote is left out. */
  Answer<Map<String, Quote>> quotes(Collection<Instrument> instruments);

  /** Returns the latest quotes that can be read, by symbol, and why others cannot. */
  default Answer<Partial<Map<String, Quote>>> readableQuotes(Collection<Instrument> instruments) {
    return quotes(instruments).map(Partial::whole);
  }

  /**
   * Returns what the venue knows of these markets beside quotes, and of what options are on: as
   * much as it says within the given time, which is not exceeded. Costs requests that cancels and
   * orders have first claim to.
   *
   * @param now the venue's time
   */
  default Statistics statistics(Collection<Instrument> instruments, Instant now, Duration within) {
    return Statistics.none();
  }

  /** Returns whether accounts at this venue have a lock of their own. */
  default boolean hasAccountLock() {
    return true;
  }

  /** Returns whether the account's own lock is set: then the venue takes no order of anybody. */
  Answer<Boolean> tradingSuspended();

  /**
   * Returns whether the account is one of rehearsals. Only drills touch such an account, and drills
   * touch no other.
   */
  default boolean isForDrills() {
    return false;
  }

  /** Returns how many orders a minute the venue's quota leaves room for; at least 1. */
  default int ordersPerMinute() {
    return Integer.MAX_VALUE;
  }

  /** Returns how many of them it has room for at once, from 0. Asks nobody. */
  default int ordersNow() {
    return ordersPerMinute();
  }

  /** Returns whether orders reach the venue by a route of their own: direct market access. */
  default boolean isDirect() {
    return false;
  }

  /** Returns the venue's market clock. */
  Answer<MarketClock> clock();

  /**
   * Returns the market's word that it is halted as a whole, empty where it is not, or where the
   * venue has no such word: Alpaca and FIX 4.4 have none.
   */
  default Answer<Optional<MarketHalt>> marketHalt() {
    return new Answer.Known<>(Optional.empty());
  }

  /** Frees what the connection holds; it answers nothing any more. */
  @Override
  default void close() {}

  /**
   * An account as the venue shows it.
   *
   * @param number the account's number
   * @param equity cash plus long and short market value, in the account's currency
   * @param equityBefore the same at the end of the last trading day; empty where the venue does not
   *     tell
   */
  record AccountState(String number, BigDecimal equity, Optional<BigDecimal> equityBefore) {

    /** The account of a venue that tells nothing of the day before. */
    public AccountState(String number, BigDecimal equity) {
      this(number, equity, Optional.empty());
    }
  }
}
