package io.estop.store.plan;

import static io.estop.store.Rows.moment;

import io.estop.model.StopId;
import io.estop.model.liquidation.Fill;
import io.estop.store.Database;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What filled of the orders of stops; only read. */
public final class Fills {
  private final Database database;

  public Fills(Database database) {
    this.database = database;
  }

  /** Returns every order of a stop that filled, wholly or in part, by position, oldest first. */
  public List<FillRow> of(StopId stop) {
    return database
        .jdbc()
        .sql(
            """
            select number, filled_quantity, average_price, quote_bid, quote_ask, changed_at
            from slice where stop_id = :stop and filled_quantity > 0
            order by number, sequence
            """)
        .param("stop", stop.value())
        .query(Fills::row)
        .list();
  }

  /** Returns what filled of the orders of a stop, absolute, by position. */
  public Map<Integer, BigDecimal> totals(StopId stop) {
    Map<Integer, BigDecimal> totals = new HashMap<>();
    database
        .jdbc()
        .sql(
            "select number, sum(filled_quantity) as filled from slice"
                + " where stop_id = :stop and filled_quantity > 0 group by number")
        .param("stop", stop.value())
        .query(
            row -> {
              totals.put(row.getInt("number"), row.getBigDecimal("filled"));
            });
    return totals;
  }

  private static FillRow row(ResultSet row, int index) throws SQLException {
    BigDecimal quantity = row.getBigDecimal("filled_quantity");
    Optional<BigDecimal> bid = Optional.ofNullable(row.getBigDecimal("quote_bid"));
    Optional<BigDecimal> ask = Optional.ofNullable(row.getBigDecimal("quote_ask"));
    return new FillRow(
        row.getInt("number"),
        quantity,
        Optional.ofNullable(row.getBigDecimal("average_price"))
            .filter(price -> price.signum() > 0)
            .map(price -> new Fill(quantity, price, bid, ask)),
        moment(row, "changed_at"));
  }
}
