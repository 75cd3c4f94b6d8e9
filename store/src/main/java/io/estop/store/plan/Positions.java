package io.estop.store.plan;

import static io.estop.store.Rows.at;
import static io.estop.store.Rows.momentIfAny;

import io.estop.model.StopId;
import io.estop.model.liquidation.Method;
import io.estop.model.liquidation.PlannedPosition;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.liquidation.ResidualReason;
import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Quote;
import io.estop.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The planned positions of stops. */
public final class Positions {
  private final Database database;

  public Positions(Database database) {
    this.database = database;
  }

  /** Writes a planned position; one that is still open stays as it is. */
  public void insert(
      StopId stop, PlannedPosition planned, long fence, PositionStatus status, String detail) {
    Optional<Quote> arrival = planned.arrival();
    database
        .jdbc()
        .sql(
            """
            insert into planned_position (stop_id, number, batch, account, symbol, asset_class,
              start_quantity, open_quantity, average_entry_price, mark_price, arrival_bid,
              arrival_bid_size, arrival_ask, arrival_ask_size, arrival_at, method, risk, why, fence,
              status, reason, detail)
            values (:stop, :number, :batch, :account, :symbol, :assetClass, :start, :start, :entry,
              :mark, :bid, :bidSize, :ask, :askSize, :arrivalAt, :method, :risk, :why, :fence,
              :status, :reason, :detail)
            on conflict (stop_id, account, symbol) where status in ('OPEN', 'RESIDUAL')
              do nothing
            """)
        .param("stop", stop.value())
        .param("number", planned.number())
        .param("batch", planned.batch())
        .param("account", planned.account().toString())
        .param("symbol", planned.position().instrument().symbol())
        .param("assetClass", planned.position().instrument().assetClass().word())
        .param("start", planned.position().quantity())
        .param("entry", planned.position().averageEntryPrice())
        .param("mark", planned.position().currentPrice())
        .param("bid", arrival.map(Quote::bid).orElse(null))
        .param("bidSize", arrival.map(Quote::bidSize).orElse(null))
        .param("ask", arrival.map(Quote::ask).orElse(null))
        .param("askSize", arrival.map(Quote::askSize).orElse(null))
        .param("arrivalAt", arrival.map(quote -> at(quote.quotedAt())).orElse(null))
        .param("method", planned.method().name())
        .param("risk", planned.risk())
        .param("why", planned.why())
        .param("fence", fence)
        .param("status", status.name())
        .param("reason", ResidualReason.NONE.name())
        .param("detail", detail)
        .update();
  }

  /** Returns every position of a stop, in the order of the plan. */
  public List<PositionRow> all(StopId stop) {
    return database
        .jdbc()
        .sql("select * from planned_position where stop_id = :stop order by number")
        .param("stop", stop.value())
        .query(Positions::row)
        .list();
  }

  /** Returns the positions of one batch, in the order of the plan. */
  public List<PositionRow> batch(StopId stop, int batch) {
    return database
        .jdbc()
        .sql(
            "select * from planned_position where stop_id = :stop and batch = :batch order by number")
        .param("stop", stop.value())
        .param("batch", batch)
        .query(Positions::row)
        .list();
  }

  /** Writes what became of positions; call it in a transaction for more than one. */
  public void update(StopId stop, PositionRow position) {
    database
        .jdbc()
        .sql(
            """
            update planned_position set open_quantity = :open, status = :status, reason = :reason,
              detail = :detail, attempts = greatest(attempts, :attempts),
              filled_value = case when :filled >= filled_quantity then :value
                else filled_value end,
              filled_quantity = greatest(filled_quantity, :filled),
              arrival_bid = coalesce(arrival_bid, :bid),
              arrival_bid_size = coalesce(arrival_bid_size, :bidSize),
              arrival_ask = coalesce(arrival_ask, :ask),
              arrival_ask_size = coalesce(arrival_ask_size, :askSize),
              arrival_at = coalesce(arrival_at, :arrivalAt)
            where stop_id = :stop and number = :number
            """)
        .param("bid", position.arrival().map(Quote::bid).orElse(null))
        .param("bidSize", position.arrival().map(Quote::bidSize).orElse(null))
        .param("ask", position.arrival().map(Quote::ask).orElse(null))
        .param("askSize", position.arrival().map(Quote::askSize).orElse(null))
        .param("arrivalAt", position.arrival().map(quote -> at(quote.quotedAt())).orElse(null))
        .param("open", position.openQuantity())
        .param("status", position.status().name())
        .param("reason", position.reason().name())
        .param("detail", position.detail())
        .param("filled", position.filledQuantity())
        .param("value", position.filledValue())
        .param("attempts", position.attempts())
        .param("stop", stop.value())
        .param("number", position.number())
        .update();
  }

  /** Opens again what the deadline left, for another pass. */
  public void reopenResiduals(StopId stop) {
    database
        .jdbc()
        .sql(
            "update planned_position set status = 'OPEN', reason = 'NONE'"
                + " where stop_id = :stop and status = 'RESIDUAL'")
        .param("stop", stop.value())
        .update();
  }

  /** Marks what is still open as left over; the reason stays, or is the deadline. */
  public void markResiduals(StopId stop) {
    database
        .jdbc()
        .sql(
            "update planned_position set status = 'RESIDUAL',"
                + " reason = case when reason = 'NONE' then 'DEADLINE' else reason end"
                + " where stop_id = :stop and status = 'OPEN'")
        .param("stop", stop.value())
        .update();
  }

  private static PositionRow row(ResultSet row, int rowNumber) throws SQLException {
    return new PositionRow(
        row.getInt("number"),
        row.getInt("batch"),
        Account.parse(row.getString("account")),
        new Instrument(row.getString("symbol"), AssetClass.ofWord(row.getString("asset_class"))),
        row.getBigDecimal("start_quantity"),
        row.getBigDecimal("open_quantity"),
        row.getBigDecimal("average_entry_price"),
        row.getBigDecimal("mark_price"),
        arrival(row),
        Method.valueOf(row.getString("method")),
        row.getBigDecimal("risk"),
        row.getString("why"),
        row.getLong("fence"),
        PositionStatus.valueOf(row.getString("status")),
        ResidualReason.valueOf(row.getString("reason")),
        row.getString("detail"),
        row.getBigDecimal("filled_quantity"),
        row.getBigDecimal("filled_value"),
        row.getInt("attempts"));
  }

  private static Optional<Quote> arrival(ResultSet row) throws SQLException {
    Optional<Instant> quotedAt = momentIfAny(row, "arrival_at");
    if (quotedAt.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Quote(
            row.getBigDecimal("arrival_bid"),
            row.getBigDecimal("arrival_bid_size"),
            row.getBigDecimal("arrival_ask"),
            row.getBigDecimal("arrival_ask_size"),
            quotedAt.get()));
  }
}
