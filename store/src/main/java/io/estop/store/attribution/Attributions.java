package io.estop.store.attribution;

import static io.estop.store.Rows.at;
import static io.estop.store.Rows.moment;

import io.estop.model.Scope;
import io.estop.model.trading.Account;
import io.estop.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Who sent which orders, and whose share of a position is how large. */
public final class Attributions {
  private static final int MOST_SOURCES = 10_000;
  private final Database database;
  private final Clock clock;

  public Attributions(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Registers prefixes; one that is there gets the new component and scopes. */
  public void register(List<OrderSource> sources) {
    database.batch(
        """
        insert into order_source (prefix, component, scopes) values (:prefix, :component,
          string_to_array(:scopes, ' '))
        on conflict (prefix) do update
          set component = excluded.component, scopes = excluded.scopes
        """,
        sources.stream()
            .<Map<String, ?>>map(
                source ->
                    Map.of(
                        "prefix", source.prefix(),
                        "component", source.component(),
                        "scopes", words(source.scopes())))
            .toList());
  }

  private static String words(List<Scope> scopes) {
    return String.join(" ", scopes.stream().map(Scope::toString).toList());
  }

  /** Returns every registered prefix, the longest first: the first that fits is the one. */
  public List<OrderSource> sources() {
    return database
        .jdbc()
        .sql("select * from order_source order by length(prefix) desc, prefix limit :most")
        .param("most", MOST_SOURCES)
        .query(Attributions::source)
        .list();
  }

  private static OrderSource source(ResultSet row, int number) throws SQLException {
    String[] scopes = (String[]) row.getArray("scopes").getArray();
    return new OrderSource(
        row.getString("prefix"),
        row.getString("component"),
        Arrays.stream(scopes).map(Scope::parse).toList());
  }

  /**
   * Keeps posted shares, each unless a newer one of the same account, symbol and scope is there.
   *
   * @return how many were kept
   */
  public int post(List<Attribution> attributions) {
    return Arrays.stream(
            database.batch(
                """
                insert into attribution
                  (account, symbol, scope, quantity, as_of, posted_by, posted_at)
                values (:account, :symbol, :scope, :quantity, :asOf, :by, :now)
                on conflict (account, symbol, scope) do update
                  set quantity = excluded.quantity, as_of = excluded.as_of,
                    posted_by = excluded.posted_by, posted_at = excluded.posted_at
                  where attribution.as_of <= excluded.as_of
                """,
                attributions.stream().<Map<String, ?>>map(this::parameters).toList()))
        .sum();
  }

  private Map<String, ?> parameters(Attribution attribution) {
    return Map.of(
        "account", attribution.account().toString(),
        "symbol", attribution.symbol(),
        "scope", attribution.scope().toString(),
        "quantity", attribution.quantity(),
        "asOf", at(attribution.asOf()),
        "by", attribution.postedBy(),
        "now", at(clock.instant()));
  }

  /** Returns the shares of an account, by symbol and scope. */
  public List<Attribution> of(Account account) {
    return database
        .jdbc()
        .sql("select * from attribution where account = :account order by symbol, scope")
        .param("account", account.toString())
        .query(Attributions::attribution)
        .list();
  }

  private static Attribution attribution(ResultSet row, int number) throws SQLException {
    return new Attribution(
        Account.parse(row.getString("account")),
        row.getString("symbol"),
        Scope.parse(row.getString("scope")),
        row.getBigDecimal("quantity"),
        moment(row, "as_of"),
        row.getString("posted_by"));
  }
}
