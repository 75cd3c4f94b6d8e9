package io.estop.store.plan;

import static io.estop.store.Rows.at;
import static io.estop.store.Rows.moment;

import io.estop.model.StopId;
import io.estop.model.liquidation.ClientOrderId;
import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Side;
import io.estop.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The orders of stops; each row is written before its order is sent. */
public final class Slices {
  private final Database database;
  private final Clock clock;

  public Slices(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Writes the intent to send an order, if the stop still has the claim under that fence.
   *
   * @return whether it was written; false when the claim is another's, or the order is there
   *     already
   */
  public boolean intend(SliceRow slice, long fence) {
    return database
            .jdbc()
            .sql(
                """
                insert into slice (client_order_id, stop_id, number, slice, attempt, account, symbol,
                  asset_class, side, quantity, limit_price, time_in_force, intended_at, send_by,
                  state, changed_at)
                select :id, :stop, :number, :slice, :attempt, :account, :symbol, :assetClass, :side,
                  :quantity, :limitPrice, :timeInForce, :intendedAt, :sendBy, 'INTENT', :intendedAt
                from claim
                where account = :account and symbol = :symbol and stop_id = :stop and fence = :fence
                on conflict (client_order_id) do nothing
                """)
            .param("id", slice.id().toString())
            .param("stop", slice.id().stopId().value())
            .param("number", slice.id().position())
            .param("slice", slice.id().slice())
            .param("attempt", slice.id().attempt())
            .param("account", slice.account().toString())
            .param("symbol", slice.instrument().symbol())
            .param("assetClass", slice.instrument().assetClass().word())
            .param("side", slice.side().name())
            .param("quantity", slice.quantity())
            .param("limitPrice", slice.limitPrice())
            .param("timeInForce", slice.timeInForce())
            .param("intendedAt", at(slice.intendedAt()))
            .param("sendBy", at(slice.sendBy()))
            .param("fence", fence)
            .update()
        == 1;
  }

  /** Writes what is known of an order; one that is over stays over. */
  public void update(SliceRow slice) {
    database
        .jdbc()
        .sql(
            """
            update slice set state = :state, order_id = coalesce(:orderId, order_id),
              filled_quantity = :filled, average_price = :average, detail = :detail,
              changed_at = :now
            where client_order_id = :id and state in ('INTENT', 'WORKING')
            """)
        .param("state", slice.state().name())
        .param("orderId", slice.orderId().orElse(null))
        .param("filled", slice.filledQuantity())
        .param("average", slice.averagePrice().orElse(null))
        .param("detail", slice.detail())
        .param("now", at(clock.instant()))
        .param("id", slice.id().toString())
        .update();
  }

  /** Returns every order of a stop's positions in one batch, oldest first. */
  public List<SliceRow> batch(StopId stop, int batch) {
    return database
        .jdbc()
        .sql(
            """
            select slice.* from slice join planned_position using (stop_id, number)
            where stop_id = :stop and batch = :batch order by number, slice.slice, attempt
            """)
        .param("stop", stop.value())
        .param("batch", batch)
        .query(Slices::row)
        .list();
  }

  /** Returns the orders of a stop that are not known to be over. */
  public List<SliceRow> open(StopId stop) {
    return database
        .jdbc()
        .sql("select * from slice where stop_id = :stop and state in ('INTENT', 'WORKING')")
        .param("stop", stop.value())
        .query(Slices::row)
        .list();
  }

  /** Returns whether any order of any stop may still fill in that account. */
  public boolean anyOpen(Account account) {
    return database
        .jdbc()
        .sql(
            "select exists (select from slice where account = :account"
                + " and state in ('INTENT', 'WORKING'))")
        .param("account", account.toString())
        .query(Boolean.class)
        .single();
  }

  /** Returns those of the client order ids that belong to any stop. */
  public Set<String> known(Collection<String> clientOrderIds) {
    if (clientOrderIds.isEmpty()) {
      return Set.of();
    }
    return database
        .jdbc()
        .sql("select client_order_id from slice where client_order_id = any(:ids)")
        .param("ids", clientOrderIds.toArray(String[]::new))
        .query(String.class)
        .list()
        .stream()
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns how many orders of a stop the venue got, or may have got. */
  public int count(StopId stop) {
    return database
        .jdbc()
        .sql("select count(*) from slice where stop_id = :stop and state <> 'ABSENT'")
        .param("stop", stop.value())
        .query(Integer.class)
        .single();
  }

  private static SliceRow row(ResultSet row, int number) throws SQLException {
    return new SliceRow(
        ClientOrderId.parse(row.getString("client_order_id")),
        Account.parse(row.getString("account")),
        new Instrument(row.getString("symbol"), AssetClass.ofWord(row.getString("asset_class"))),
        Side.valueOf(row.getString("side")),
        row.getBigDecimal("quantity"),
        row.getBigDecimal("limit_price"),
        row.getString("time_in_force"),
        moment(row, "intended_at"),
        moment(row, "send_by"),
        SliceState.valueOf(row.getString("state")),
        Optional.ofNullable(row.getString("order_id")),
        row.getBigDecimal("filled_quantity"),
        Optional.ofNullable(row.getBigDecimal("average_price")),
        row.getString("detail"));
  }
}
