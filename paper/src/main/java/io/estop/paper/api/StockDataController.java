package io.estop.paper.api;

import io.estop.paper.exchange.Exchange;
import io.estop.paper.exchange.Priced;
import io.estop.paper.exchange.Refusal;
import io.estop.paper.faults.BadData;
import io.estop.paper.faults.FaultSwitch;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Alpaca's stock market data, /v2/stocks. */
@RestController
@RequestMapping("/v2/stocks")
final class StockDataController {
  private final Exchange exchange;
  private final FaultSwitch faults;
  private final LatestQuotes latest;

  StockDataController(Exchange exchange, FaultSwitch faults) {
    this.exchange = exchange;
    this.faults = faults;
    this.latest = new LatestQuotes(exchange, faults);
  }

  @GetMapping("/quotes/latest")
  Map<String, Object> quotes(@RequestParam String symbols) {
    return Map.of("quotes", latest.of(symbols));
  }

  @GetMapping("/trades/latest")
  Map<String, Object> trades(@RequestParam String symbols) {
    return Map.of("trades", each(exchange, symbols, Ticks::trade));
  }

  @GetMapping("/bars/latest")
  Map<String, Object> latestBars(@RequestParam String symbols) {
    Bars bars = new Bars(exchange.seed());
    return Map.of("bars", each(exchange, symbols, priced -> bars.latest(priced, "1Min")));
  }

  /** Several symbols come without a wrapper key, as Alpaca sends them. */
  @GetMapping("/snapshots")
  Map<String, Object> snapshots(@RequestParam String symbols) {
    Bars bars = new Bars(exchange.seed());
    return each(exchange, symbols, priced -> Ticks.snapshot(priced, bars));
  }

  @GetMapping("/bars")
  Map<String, Object> bars(
      @RequestParam String symbols,
      @RequestParam(defaultValue = "1Day") String timeframe,
      @RequestParam(required = false) @Nullable String start,
      @RequestParam(required = false) @Nullable String end,
      @RequestParam(defaultValue = "1000") int limit) {
    return bars(exchange, faults, symbols, new Window(timeframe, start, end, limit));
  }

  @GetMapping("/{symbol}/quotes/latest")
  Map<String, Object> quote(@PathVariable String symbol) {
    return Map.of("symbol", symbol, "quote", Ticks.quote(one(symbol)));
  }

  @GetMapping("/{symbol}/trades/latest")
  Map<String, Object> trade(@PathVariable String symbol) {
    return Map.of("symbol", symbol, "trade", Ticks.trade(one(symbol)));
  }

  @GetMapping("/{symbol}/snapshot")
  Map<String, Object> snapshot(@PathVariable String symbol) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("symbol", symbol);
    answer.putAll(Ticks.snapshot(one(symbol), new Bars(exchange.seed())));
    return answer;
  }

  private Priced one(String symbol) {
    List<Priced> found = exchange.quotes(List.of(symbol));
    if (found.isEmpty()) {
      throw Refusal.notFound("no data for " + symbol);
    }
    return found.get(0);
  }

  /** Returns an answer per known symbol; unknown ones are left out. */
  static Map<String, Object> each(
      Exchange exchange, String symbols, Function<Priced, Object> writer) {
    Map<String, Object> answers = new LinkedHashMap<>();
    for (Priced priced : exchange.quotes(Symbols.parse(symbols))) {
      answers.put(priced.instrument().symbol(), writer.apply(priced));
    }
    return answers;
  }

  /** Which bars are asked for; each symbol gets as many as the limit says, all in one page. */
  record Window(String timeframe, @Nullable String start, @Nullable String end, int limit) {}

  /** Returns the bars of each known symbol. */
  static Map<String, Object> bars(
      Exchange exchange, FaultSwitch faults, String symbols, Window window) {
    Instant from = Moments.parse(window.start());
    Instant to = Moments.parse(window.end());
    Bars bars = new Bars(exchange.seed(), symbol -> faults.isBad(symbol, BadData.BAR_BUSY));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(
        "bars",
        each(
            exchange,
            symbols,
            priced ->
                until(
                    bars.before(
                        priced,
                        window.timeframe(),
                        window.limit(),
                        from == null ? Instant.MIN : from),
                    to)));
    answer.put("next_page_token", null);
    return answer;
  }

  private static List<Map<String, Object>> until(
      List<Map<String, Object>> bars, @Nullable Instant to) {
    return bars.stream()
        .filter(bar -> to == null || (bar.get("t") instanceof Instant at && !at.isAfter(to)))
        .toList();
  }
}
