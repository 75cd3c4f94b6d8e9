package io.estop.paper.api;

import io.estop.paper.exchange.Exchange;
import io.estop.paper.exchange.Priced;
import io.estop.paper.exchange.Refusal;
import io.estop.paper.faults.FaultSwitch;
import io.estop.paper.market.Instrument;
import io.estop.paper.market.OptionSymbol;
import io.estop.paper.order.Amounts;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Alpaca's option contracts and option market data. */
@RestController
final class OptionController {
  private static final int DEFAULT_PAGE = 100;

  private final Exchange exchange;
  private final LatestQuotes latest;

  OptionController(Exchange exchange, FaultSwitch faults) {
    this.exchange = exchange;
    this.latest = new LatestQuotes(exchange, faults);
  }

  @GetMapping("/v2/options/contracts")
  Map<String, Object> contracts(@RequestParam Map<String, String> query) {
    List<Instrument> found =
        options().filter(instrument -> new OptionQuery(query).matches(instrument)).toList();
    int from = number(query.get("page_token"), 0);
    int to = Math.min(found.size(), from + number(query.get("limit"), DEFAULT_PAGE));
    Map<String, Object> page = new LinkedHashMap<>();
    page.put(
        "option_contracts",
        found.subList(Math.min(from, to), to).stream().map(this::contract).toList());
    page.put("next_page_token", to < found.size() ? Integer.toString(to) : null);
    return page;
  }

  @GetMapping("/v2/options/contracts/{symbol}")
  Map<String, Object> contract(@PathVariable String symbol) {
    return exchange
        .instrument(symbol)
        .filter(instrument -> instrument.option().isPresent())
        .map(this::contract)
        .orElseThrow(() -> Refusal.notFound("option contract not found for " + symbol));
  }

  @GetMapping("/v1beta1/options/quotes/latest")
  Map<String, Object> quotes(@RequestParam String symbols) {
    return Map.of("quotes", latest.of(symbols));
  }

  @GetMapping("/v1beta1/options/trades/latest")
  Map<String, Object> trades(@RequestParam String symbols) {
    return Map.of("trades", StockDataController.each(exchange, symbols, Ticks::trade));
  }

  @GetMapping("/v1beta1/options/snapshots")
  Map<String, Object> snapshots(@RequestParam String symbols) {
    return wrapped(StockDataController.each(exchange, symbols, this::snapshot));
  }

  /** The whole chain of one underlying in one page. */
  @GetMapping("/v1beta1/options/snapshots/{underlying}")
  Map<String, Object> chain(
      @PathVariable String underlying, @RequestParam Map<String, String> query) {
    Map<String, String> narrowed = new LinkedHashMap<>(query);
    narrowed.put("underlying_symbols", underlying);
    OptionQuery wanted = new OptionQuery(narrowed);
    List<String> symbols =
        options().filter(wanted::matches).map(instrument -> instrument.symbol()).toList();
    Map<String, Object> snapshots = new LinkedHashMap<>();
    for (Priced priced : exchange.quotes(symbols)) {
      snapshots.put(priced.instrument().symbol(), snapshot(priced));
    }
    return wrapped(snapshots);
  }

  private Stream<Instrument> options() {
    return exchange.instruments().stream().filter(instrument -> instrument.option().isPresent());
  }

  private Object snapshot(Priced priced) {
    return Ticks.snapshot(priced, new Bars(exchange.seed()));
  }

  private static Map<String, Object> wrapped(Map<String, Object> snapshots) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("snapshots", snapshots);
    answer.put("next_page_token", null);
    return answer;
  }

  private Map<String, Object> contract(Instrument instrument) {
    OptionSymbol option = instrument.option().orElseThrow();
    LocalDate today = LocalDate.ofInstant(exchange.now(), ZoneOffset.UTC);
    Map<String, Object> contract = new LinkedHashMap<>();
    contract.put("id", instrument.id());
    contract.put("symbol", instrument.symbol());
    contract.put("name", option.underlying() + " " + option.expiration() + " " + option.type());
    contract.put("status", "active");
    contract.put("tradable", !option.expiration().isBefore(today));
    contract.put("expiration_date", option.expiration().toString());
    contract.put("root_symbol", option.underlying());
    contract.put("underlying_symbol", option.underlying());
    contract.put(
        "underlying_asset_id",
        UUID.nameUUIDFromBytes(option.underlying().getBytes(StandardCharsets.UTF_8)));
    contract.put("type", option.type());
    contract.put("style", "american");
    contract.put("strike_price", Amounts.text(option.strike()));
    contract.put("multiplier", "100");
    contract.put("size", "100");
    return contract;
  }

  private static int number(@Nullable String given, int otherwise) {
    int number = given == null || given.isBlank() ? otherwise : Integer.parseInt(given);
    if (number < 0 || number > 10_000) {
      throw Refusal.invalid("limit and page_token must be 0 to 10000 but was: " + number);
    }
    return number;
  }
}
