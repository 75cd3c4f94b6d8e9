package io.estop.venues.alpaca;

import io.estop.model.liquidation.Greeks;
import io.estop.model.trading.DailyBar;
import io.estop.model.trading.OrderBook;
import io.estop.model.trading.OrderBook.Level;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Alpaca's market statistics. An option without Greeks is left out; anything absurd is an error.
 */
final class StatisticsJson {

  private StatisticsJson() {}

  /** Returns the bars by symbol, from {@code {"bars": {symbol: [{t, c, v, …}]}}}. */
  static Map<String, List<DailyBar>> days(JsonNode node) {
    Map<String, List<DailyBar>> days = new HashMap<>();
    // All markets have the same few days.
    Map<JsonNode, Instant> starts = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : bySymbol(node, "bars").entrySet()) {
      List<DailyBar> bars = new ArrayList<>();
      for (JsonNode bar : entry.getValue()) {
        Fields fields = new Fields(bar, "bar of " + entry.getKey());
        bars.add(
            new DailyBar(
                starts.computeIfAbsent(bar.path("t"), written -> fields.instant("t")),
                fields.notNegative("c"),
                fields.notNegative("v")));
      }
      days.put(entry.getKey(), bars);
    }
    return days;
  }

  /** Returns the books by symbol, from {@code {"orderbooks": {symbol: {b: [{p, s}], a: […]}}}}. */
  static Map<String, OrderBook> books(JsonNode node) {
    Map<String, OrderBook> books = new HashMap<>();
    bySymbol(node, "orderbooks")
        .forEach(
            (symbol, book) ->
                books.put(
                    symbol,
                    new OrderBook(levels(symbol, book.path("b")), levels(symbol, book.path("a")))));
    return books;
  }

  /** Returns the Greeks by symbol, from {@code {"snapshots": {symbol: {greeks: {…}, …}}}}. */
  static Map<String, Greeks> greeks(JsonNode node) {
    Map<String, Greeks> greeks = new HashMap<>();
    bySymbol(node, "snapshots")
        .forEach((symbol, option) -> ofOption(option).ifPresent(one -> greeks.put(symbol, one)));
    return greeks;
  }

  private static Optional<Greeks> ofOption(JsonNode option) {
    JsonNode greeks = option.path("greeks");
    if (!greeks.isObject() || !option.path("impliedVolatility").isNumber()) {
      return Optional.empty();
    }
    Fields fields = new Fields(greeks, "greeks");
    return Greeks.ifSound(
        figure(fields, "delta"),
        figure(fields, "gamma"),
        figure(fields, "theta"),
        figure(fields, "vega"),
        figure(new Fields(option, "option"), "impliedVolatility"));
  }

  /** A missing one is no number, which makes the whole unsound. */
  private static double figure(Fields fields, String field) {
    JsonNode value = fields.node().path(field);
    return value.isNumber() ? value.doubleValue() : Double.NaN;
  }

  private static List<Level> levels(String symbol, JsonNode side) {
    List<Level> levels = new ArrayList<>();
    for (JsonNode level : side) {
      Fields fields = new Fields(level, "order book of " + symbol);
      BigDecimal size = fields.notNegative("s");
      levels.add(new Level(fields.notNegative("p"), size));
    }
    return levels;
  }

  private static Map<String, JsonNode> bySymbol(JsonNode node, String field) {
    JsonNode wrapped = new Fields(node, field).node().path(field);
    Map<String, JsonNode> found = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : new Fields(wrapped, field).node().properties()) {
      if (!entry.getValue().isNull()) {
        found.put(entry.getKey(), entry.getValue());
      }
    }
    return found;
  }
}
