package io.estop.venues;

import io.estop.model.liquidation.Greeks;
import io.estop.model.trading.DailyBar;
import io.estop.model.trading.OrderBook;
import java.util.List;
import java.util.Map;

/**
 * What a venue knows of markets beside their quotes, by symbol. Best effort: what is not in it is
 * unknown, and hinders nothing.
 *
 * @param days the last weeks, of shares, coins and what options are on
 * @param books of coins
 * @param greeks of options
 * @param missing why something that was asked for is not in it, one sentence each
 */
public record Statistics(
    Map<String, List<DailyBar>> days,
    Map<String, OrderBook> books,
    Map<String, Greeks> greeks,
    List<String> missing) {

  public Statistics {
    days = Map.copyOf(days);
    books = Map.copyOf(books);
    greeks = Map.copyOf(greeks);
    missing = List.copyOf(missing);
  }

  /** Returns no statistics at all. */
  public static Statistics none() {
    return new Statistics(Map.of(), Map.of(), Map.of(), List.of());
  }
}
