package io.estop.paper.api;

import io.estop.paper.book.Level;
import io.estop.paper.exchange.Exchange;
import io.estop.paper.exchange.Priced;
import io.estop.paper.faults.FaultSwitch;
import io.estop.paper.order.Amounts;
import io.estop.paper.order.Side;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Alpaca's crypto market data, /v1beta3/crypto/us. */
@RestController
@RequestMapping("/v1beta3/crypto/us")
final class CryptoDataController {
  private final Exchange exchange;
  private final FaultSwitch faults;
  private final LatestQuotes latest;

  CryptoDataController(Exchange exchange, FaultSwitch faults) {
    this.exchange = exchange;
    this.faults = faults;
    this.latest = new LatestQuotes(exchange, faults);
  }

  @GetMapping("/latest/quotes")
  Map<String, Object> quotes(@RequestParam String symbols) {
    return Map.of("quotes", latest.of(symbols));
  }

  @GetMapping("/latest/trades")
  Map<String, Object> trades(@RequestParam String symbols) {
    return Map.of("trades", StockDataController.each(exchange, symbols, Ticks::trade));
  }

  @GetMapping("/latest/orderbooks")
  Map<String, Object> books(@RequestParam String symbols) {
    return Map.of("orderbooks", StockDataController.each(exchange, symbols, this::book));
  }

  @GetMapping("/snapshots")
  Map<String, Object> snapshots(@RequestParam String symbols) {
    Bars bars = new Bars(exchange.seed());
    return Map.of(
        "snapshots",
        StockDataController.each(exchange, symbols, priced -> Ticks.snapshot(priced, bars)));
  }

  @GetMapping("/bars")
  Map<String, Object> bars(
      @RequestParam String symbols,
      @RequestParam(defaultValue = "1Day") String timeframe,
      @RequestParam(required = false) @Nullable String start,
      @RequestParam(required = false) @Nullable String end,
      @RequestParam(defaultValue = "1000") int limit) {
    return StockDataController.bars(
        exchange, faults, symbols, new StockDataController.Window(timeframe, start, end, limit));
  }

  private Map<String, Object> book(Priced priced) {
    String symbol = priced.instrument().symbol();
    Map<String, Object> book = new LinkedHashMap<>();
    book.put("t", priced.quote().at());
    book.put("b", levels(exchange.levels(symbol, Side.BUY)));
    book.put("a", levels(exchange.levels(symbol, Side.SELL)));
    return book;
  }

  private static List<Map<String, Object>> levels(List<Level> levels) {
    return levels.stream()
        .map(
            level ->
                Map.<String, Object>of(
                    "p", Amounts.plain(level.price()), "s", Amounts.plain(level.size())))
        .toList();
  }
}
