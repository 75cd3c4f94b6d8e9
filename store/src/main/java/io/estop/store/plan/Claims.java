package io.estop.store.plan;

import static io.estop.store.Rows.at;

import io.estop.model.StopId;
import io.estop.model.trading.Account;
import io.estop.store.Database;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
   * @param fence rises with each owner
   */
  public record Claim(StopId owner, long fence) {}

  /**
   * Claims quantities of one account for a stop, each unless another one has the right already.
   *
   * @param quantities by symbol; the sign does not matter
   * @return who has each right now, by symbol
   */
  public Map<String, Claim> claim(
      StopId stop, Account account, Map<String, BigDecimal> quantities) {
    return database.inTransaction(
        () -> {
          OffsetDateTime now = at(clock.instant());
          List<Map<String, ?>> rows = new ArrayList<>();
          quantities.forEach(
              (symbol, quantity) ->
                  rows.add(
                      Map.of(
                          "account", account.toString(),
                          "symbol", symbol,
                          "stop", stop.value(),
                          "quantity", quantity.abs(),
                          "at", now)));
          database.batch(
              """
              insert into claim (account, symbol, stop_id, quantity, fence, claimed_at)
              values (:account, :symbol, :stop, :quantity, 1, :at)
              on conflict (account, symbol) do nothing
              """,
              rows);
          return owners(account, quantities.keySet());
        });
  }

  private Map<String, Claim> owners(Account account, Set<String> symbols) {
    Map<String, Claim> owners = new HashMap<>();
    database
        .jdbc()
        .sql(
            "select symbol, stop_id, fence from claim"
                + " where account = :account and symbol = any(:symbols)")
        .param("account", account.toString())
        .param("symbols", symbols.toArray(String[]::new))
        .query(
            row -> {
              owners.put(
                  row.getString("symbol"),
                  new Claim(StopId.parse(row.getString("stop_id")), row.getLong("fence")));
            });
    return owners;
  }

  /** Gives back every right of a stop. */
  public void release(StopId stop) {
    database
        .jdbc()
        .sql("delete from claim where stop_id = :stop")
        .param("stop", stop.value())
        .update();
  }
}
