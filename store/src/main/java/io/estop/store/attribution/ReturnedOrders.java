package io.estop.store.attribution;

import static io.estop.store.Rows.at;

import io.estop.model.StopId;
import io.estop.model.trading.Account;
import io.estop.store.Database;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Orders that came after a stop's cancels, told by what they look like: who sends them again? */
public final class ReturnedOrders {
  private final Database database;

  public ReturnedOrders(Database database) {
    this.database = database;
  }

  /**
   * An order that was not there when the stop had cancelled.
   *
   * @param look side, quantity, instrument and source: equal for orders that are the same but for
   *     their ids
   * @param orderId the venue's id
   */
  public record Returned(String look, String orderId) {}

  /**
   * Notes orders of one sight.
   *
   * @return at how many sights so far an order of each look was new, this one included
   */
  public Map<String, Integer> note(
      StopId stop, Account account, List<Returned> orders, Instant sight) {
    return database.inTransaction(
        () -> {
          database.batch(
              """
              insert into swept_order (stop_id, account, source, order_id, swept_at)
              values (:stop, :account, :look, :order, :at) on conflict do nothing
              """,
              orders.stream()
                  .<Map<String, ?>>map(
                      order ->
                          Map.of(
                              "stop", stop.value(),
                              "account", account.toString(),
                              "look", order.look(),
                              "order", order.orderId(),
                              "at", at(sight)))
                  .toList());
          return sights(stop, account, orders);
        });
  }

  private Map<String, Integer> sights(StopId stop, Account account, List<Returned> orders) {
    Map<String, Integer> sights = new HashMap<>();
    database
        .jdbc()
        .sql(
            """
            select source, count(distinct swept_at) as sights from swept_order
            where stop_id = :stop and account = :account and source = any(:looks)
            group by source
            """)
        .param("stop", stop.value())
        .param("account", account.toString())
        .param("looks", orders.stream().map(Returned::look).distinct().toArray(String[]::new))
        .query(
            row -> {
              sights.put(row.getString("source"), row.getInt("sights"));
            });
    return sights;
  }
}
