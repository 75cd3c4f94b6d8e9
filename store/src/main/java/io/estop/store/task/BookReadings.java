package io.estop.store.task;

import static io.estop.store.Rows.at;
import static io.estop.store.Rows.moment;

import io.estop.model.StopId;
import io.estop.model.trading.Account;
import io.estop.store.Database;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a stop's own books were last compared with what accounts show, and where they differ. */
public final class BookReadings {
  private final Database database;
  private final Clock clock;

  public BookReadings(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * One look at an account.
   *
   * @param positions how many were compared
   * @param failure why the account did not say what it holds; nothing was compared then
   */
  public record BookReading(
      Account account, Instant readAt, int positions, Optional<String> failure) {}

  /**
   * A position of which the books and the venue do not say the same.
   *
   * @param books signed, by the stop's own rows: what it found less what is known to be closed
   * @param venue signed, as the venue shows it
   * @param owner whose it is: {@code plan}, another stop, who is attributed a share; empty: nobody
   * @param foundAt since when they differ like this
   */
  public record BookDifference(
      Account account,
      String symbol,
      BigDecimal books,
      BigDecimal venue,
      String owner,
      Instant foundAt) {

    /** Returns whether the other says the same, whenever it was found. */
    public boolean isSame(BookDifference other) {
      return account.equals(other.account)
          && symbol.equals(other.symbol)
          && books.compareTo(other.books) == 0
          && venue.compareTo(other.venue) == 0
          && owner.equals(other.owner);
    }

    /** Returns it in a few words. */
    public String sentence() {
      return account
          + " "
          + symbol
          + " books "
          + books.stripTrailingZeros().toPlainString()
          + ", venue "
          + venue.stripTrailingZeros().toPlainString();
    }
  }

  /** Keeps that an account was asked; what it said before stays where it did not answer. */
  public void read(StopId stop, Account account, int positions, Optional<String> failure) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("stop", stop.value());
    row.put("account", account.toString());
    row.put("at", at(clock.instant()));
    row.put("positions", positions);
    row.put("failure", failure.orElse(null));
    database.batch(
        """
        insert into book_reading (stop_id, account, read_at, positions, failure)
        values (:stop, :account, :at, :positions, :failure)
        on conflict (stop_id, account) do update set read_at = excluded.read_at,
          positions = excluded.positions, failure = excluded.failure
        """,
        List.of(row));
  }

  /** Replaces what is known to differ in an account. */
  public void differ(StopId stop, Account account, List<BookDifference> found) {
    database.runInTransaction(
        () -> {
          database
              .jdbc()
              .sql("delete from book_difference where stop_id = :stop and account = :account")
              .param("stop", stop.value())
              .param("account", account.toString())
              .update();
          database.batch(
              """
              insert into book_difference (stop_id, account, symbol, books, venue, owner, found_at)
              values (:stop, :account, :symbol, :books, :venue, :owner, :at)
              on conflict do nothing
              """,
              found.stream().<Map<String, ?>>map(one -> parameters(stop, one)).toList());
        });
  }

  private static Map<String, ?> parameters(StopId stop, BookDifference one) {
    return Map.of(
        "stop", stop.value(),
        "account", one.account().toString(),
        "symbol", one.symbol(),
        "books", one.books(),
        "venue", one.venue(),
        "owner", one.owner(),
        "at", at(one.foundAt()));
  }

  /** Returns the latest look at each account of a stop. */
  public List<BookReading> of(StopId stop) {
    return database
        .jdbc()
        .sql("select * from book_reading where stop_id = :stop order by account")
        .param("stop", stop.value())
        .query(
            (row, number) ->
                new BookReading(
                    Account.parse(row.getString("account")),
                    moment(row, "read_at"),
                    row.getInt("positions"),
                    Optional.ofNullable(row.getString("failure"))))
        .list();
  }

  /** Returns where a stop's books differ from what accounts showed when they last answered. */
  public List<BookDifference> differences(StopId stop) {
    return database
        .jdbc()
        .sql("select * from book_difference where stop_id = :stop order by account, symbol")
        .param("stop", stop.value())
        .query(
            (row, number) ->
                new BookDifference(
                    Account.parse(row.getString("account")),
                    row.getString("symbol"),
                    row.getBigDecimal("books"),
                    row.getBigDecimal("venue"),
                    row.getString("owner"),
                    moment(row, "found_at")))
        .list();
  }
}
