package io.estop.store.plan;

import static io.estop.store.Rows.at;

import io.estop.model.StopId;
import io.estop.model.trading.Account;
import io.estop.store.Database;
import java.math.BigDecimal;
import java.time.Clock;

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

  /** Claims for a stop, unless another one has the right already; returns who has it. */
  public Claim claim(StopId stop, Account account, String symbol, BigDecimal quantity) {
    return database.inTransaction(
        () -> {
          database
              .jdbc()
              .sql(
                  """
                  insert into claim (account, symbol, stop_id, quantity, fence, claimed_at)
                  values (:account, :symbol, :stop, :quantity, 1, :at)
                  on conflict (account, symbol) do nothing
                  """)
              .param("account", account.toString())
              .param("symbol", symbol)
              .param("stop", stop.value())
              .param("quantity", quantity.abs())
              .param("at", at(clock.instant()))
              .update();
          return database
              .jdbc()
              .sql("select stop_id, fence from claim where account = :account and symbol = :symbol")
              .param("account", account.toString())
              .param("symbol", symbol)
              .query(
                  (row, number) ->
                      new Claim(StopId.parse(row.getString("stop_id")), row.getLong("fence")))
              .single();
        });
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
