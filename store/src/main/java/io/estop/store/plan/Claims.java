package io.estop.store.plan;

import static io.estop.store.Rows.at;

import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.trading.Account;
import io.estop.model.trading.Side;
import io.estop.store.Database;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The right of one stop to close a quantity in one account and instrument. */
public final class Claims {
  private final Database database;
  private final Clock clock;

  public Claims(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Who has the right.
   *
   * @param owner the stop that has it
   * @param fence rises with each owner and never falls
   * @param from the stop from which it was taken just now, if so
   */
  public record Claim(StopId owner, long fence, Optional<StopId> from) {}

  /**
   * Claims quantities of one account for a stop: each that nobody has, or that a stop of lower rank
   * has (firm, venue, account, the rest). A take-over raises the fence, so that the other stop can
   * write no further intent; what it has out is for the new owner to cancel and confirm first. A
   * drill and a live stop never take anything from each other.
   *
   * @param scope of the stop, by which it ranks
   * @param quantities by symbol; the sign does not matter
   * @return who has each right now, by symbol
   */
  public Map<String, Claim> claim(
      StopId stop, Scope scope, Account account, Map<String, BigDecimal> quantities) {
    return database.inTransaction(
        () -> {
          Map<String, Owner> before = locked(account, quantities.keySet());
          if (!quantities.isEmpty()) {
            database
                .over(
                    """
                    insert into claim (account, symbol, stop_id, quantity, fence, rank, drill,
                      claimed_at)
                    select account, symbol, stop_id, quantity, 1, rank, drill, claimed_at
                    from unnest(:account::text[], :symbol::text[], :stop::text[],
                      :quantity::numeric[], :rank::integer[], :drill::boolean[],
                      :at::timestamptz[])
                      as one (account, symbol, stop_id, quantity, rank, drill, claimed_at)
                    on conflict (account, symbol) do update
                      set stop_id = excluded.stop_id, quantity = excluded.quantity,
                        fence = claim.fence + 1, rank = excluded.rank, drill = excluded.drill,
                        claimed_at = excluded.claimed_at
                      where claim.stop_id is null
                        or (claim.stop_id <> excluded.stop_id and claim.rank < excluded.rank
                          and claim.drill = excluded.drill and not claim.by_hand)
                    """,
                    rows(stop, scope, account, quantities))
                .update();
          }
          return claims(account, quantities.keySet(), before);
        });
  }

  /** In the order of the symbols, as every writer takes the locks of these rows. */
  private List<Map<String, ?>> rows(
      StopId stop, Scope scope, Account account, Map<String, BigDecimal> quantities) {
    OffsetDateTime now = at(clock.instant());
    List<Map<String, ?>> rows = new ArrayList<>();
    new TreeMap<>(quantities)
        .forEach(
            (symbol, quantity) ->
                rows.add(
                    Map.of(
                        "account", account.toString(),
                        "symbol", symbol,
                        "stop", stop.value(),
                        "quantity", quantity.abs(),
                        "rank", rankOf(scope),
                        "drill", scope.isDrill(),
                        "at", now)));
    return rows;
  }

  static int rankOf(Scope scope) {
    return switch (scope.kind()) {
      case FIRM -> 3;
      case VENUE -> 2;
      case ACCOUNT -> 1;
      case SYMBOL, DESK, TRADER, CLIENT, STRATEGY, DRILL -> 0;
    };
  }

  private record Owner(Optional<StopId> stop, long fence, int rank, boolean drill, boolean byHand) {

    boolean yieldsTo(StopId other, Scope scope) {
      return stop.map(
              owner ->
                  owner.equals(other)
                      || (rank < rankOf(scope) && drill == scope.isDrill() && !byHand))
          .orElse(true);
    }
  }

  private Map<String, Owner> locked(Account account, Set<String> symbols) {
    return owners(account, symbols, " order by symbol for update");
  }

  private Map<String, Owner> owners(Account account, Set<String> symbols, String ending) {
    Map<String, Owner> owners = new HashMap<>();
    database
        .jdbc()
        .sql(
            "select symbol, stop_id, fence, rank, drill, by_hand from claim"
                + " where account = :account and symbol = any(:symbols)"
                + ending)
        .param("account", account.toString())
        .param("symbols", symbols.toArray(String[]::new))
        .query(
            row -> {
              owners.put(
                  row.getString("symbol"),
                  new Owner(
                      Optional.ofNullable(row.getString("stop_id")).map(StopId::parse),
                      row.getLong("fence"),
                      row.getInt("rank"),
                      row.getBoolean("drill"),
                      row.getBoolean("by_hand")));
            });
    return owners;
  }

  private Map<String, Claim> claims(
      Account account, Set<String> symbols, Map<String, Owner> before) {
    Map<String, Claim> claims = new HashMap<>();
    owners(account, symbols, "")
        .forEach(
            (symbol, owner) -> {
              StopId now = owner.stop().orElseThrow();
              Optional<StopId> from =
                  Optional.ofNullable(before.get(symbol))
                      .flatMap(Owner::stop)
                      .filter(earlier -> !earlier.equals(now));
              claims.put(symbol, new Claim(now, owner.fence(), from));
            });
    return claims;
  }

  /** Returns those of the symbols whose claim the stop has, or would get if it claimed now. */
  public Set<String> claimable(StopId stop, Scope scope, Account account, Set<String> symbols) {
    Map<String, Owner> owners = owners(account, symbols, "");
    return symbols.stream()
        .filter(
            symbol ->
                Optional.ofNullable(owners.get(symbol))
                    .map(owner -> owner.yieldsTo(stop, scope))
                    .orElse(true))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns who has the rights on symbols of an account now; of ended stops nobody has them. */
  public Map<String, Claim> of(Account account, Collection<String> symbols) {
    Map<String, Claim> claims = new HashMap<>();
    database
        .jdbc()
        .sql(
            "select symbol, stop_id, fence from claim"
                + " where account = :account and symbol = any(:symbols) and stop_id is not null")
        .param("account", account.toString())
        .param("symbols", symbols.toArray(String[]::new))
        .query(
            row -> {
              claims.put(
                  row.getString("symbol"),
                  new Claim(
                      StopId.parse(row.getString("stop_id")),
                      row.getLong("fence"),
                      Optional.empty()));
            });
    return claims;
  }

  /**
   * Returns one position of an account that its claim's owner still works on or could not close, as
   * one sentence; empty when there is none.
   */
  public Optional<String> openIn(Account account) {
    return database
        .jdbc()
        .sql(
            """
            select claim.stop_id, claim.symbol from claim
            join planned_position using (account, symbol, stop_id)
            where claim.account = :account and status in ('OPEN', 'RESIDUAL')
            order by claim.symbol limit 1
            """)
        .param("account", account.toString())
        .query(
            (row, number) ->
                "stop " + row.getString(1) + " has an open claim on " + row.getString(2))
        .optional();
  }

  /**
   * Waits for whoever is writing intents under the claims on some symbols of an account; until the
   * transaction ends nobody can write another.
   */
  public void lock(Account account, Collection<String> symbols) {
    owners(account, Set.copyOf(symbols), " order by symbol for update");
  }

  /**
   * Hands the right on some symbols of an account to a person, until they give it back or the stop
   * ends: the fence rises, so that the stop itself can write no further intent, and no other stop
   * takes it.
   */
  public void handToPerson(StopId stop, Account account, Collection<String> symbols) {
    database
        .jdbc()
        .sql(
            """
            update claim set fence = fence + 1, by_hand = true
            where (account, symbol) in (select account, symbol from claim
              where account = :account and symbol = any(:symbols) and stop_id = :stop
                and not by_hand
              order by symbol for update)
            """)
        .param("account", account.toString())
        .param("symbols", symbols.toArray(String[]::new))
        .param("stop", stop.value())
        .update();
  }

  /**
   * Takes the right on some symbols of an account back from a person. The fence stays as it rose
   * when it was handed to them: whoever is to order under it has to learn it.
   */
  public void takeFromPerson(StopId stop, Account account, Collection<String> symbols) {
    database
        .jdbc()
        .sql(
            """
            update claim set by_hand = false
            where (account, symbol) in (select account, symbol from claim
              where account = :account and symbol = any(:symbols) and stop_id = :stop and by_hand
              order by symbol for update)
            """)
        .param("account", account.toString())
        .param("symbols", symbols.toArray(String[]::new))
        .param("stop", stop.value())
        .update();
  }

  /** Returns what people close by hand in an account: the closing side, by symbol. */
  public Map<String, Side> byHand(Account account) {
    Map<String, Side> sides = new HashMap<>();
    database
        .jdbc()
        .sql(
            """
            select symbol, start_quantity from claim
            join planned_position using (account, symbol, stop_id)
            where account = :account and by_hand and status = 'HANDED_OVER'
            """)
        .param("account", account.toString())
        .query(
            row -> {
              sides.put(row.getString("symbol"), Side.closing(row.getBigDecimal("start_quantity")));
            });
    return sides;
  }

  /** Gives back every right of a stop; the fences stay, so that none of its intents can follow. */
  public void release(StopId stop) {
    database
        .jdbc()
        .sql(
            """
            update claim set stop_id = null, by_hand = false
            where (account, symbol) in (select account, symbol from claim where stop_id = :stop
              order by account, symbol for update)
            """)
        .param("stop", stop.value())
        .update();
  }
}
