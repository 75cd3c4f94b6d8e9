package io.estop.paper.api;

import io.estop.paper.exchange.Exchange;
import io.estop.paper.exchange.Priced;
import io.estop.paper.faults.BadData;
import io.estop.paper.faults.FaultSwitch;
import io.estop.paper.order.Amounts;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.util.RawValue;

/** The latest quotes of several symbols, the wrong ones among them where such faults are on. */
final class LatestQuotes {
  private static final BigDecimal ABOVE = new BigDecimal("1.01");
  private static final BigDecimal WIDE = new BigDecimal("1.1");
  private static final BigDecimal THIN = new BigDecimal("0.01");
  private static final Duration OLD = Duration.ofDays(1);

  private final Exchange exchange;
  private final FaultSwitch faults;

  LatestQuotes(Exchange exchange, FaultSwitch faults) {
    this.exchange = exchange;
    this.faults = faults;
  }

  /** Returns a quote per known symbol. */
  Map<String, Object> of(String symbols) {
    List<String> asked = Symbols.parse(symbols);
    for (String symbol : asked) {
      if (faults.isBad(symbol, BadData.SYMBOL_UNKNOWN)) {
        // As Alpaca does: one symbol that it does not know spoils the answer for all.
        throw new PlainAnswer(
            HttpStatus.BAD_REQUEST, "{\"message\":\"invalid symbol: " + symbol + "\"}");
      }
    }
    Map<String, Object> quotes = new LinkedHashMap<>();
    for (Priced priced : exchange.quotes(asked)) {
      String symbol = priced.instrument().symbol();
      if (!faults.isBad(symbol, BadData.QUOTE_MISSING)) {
        quotes.put(symbol, spoiled(symbol, priced));
      }
    }
    return quotes;
  }

  private Map<String, Object> spoiled(String symbol, Priced priced) {
    Map<String, Object> quote = Ticks.quote(priced);
    if (faults.isBad(symbol, BadData.QUOTE_NAN)) {
      quote.put("bp", new RawValue("NaN"));
    } else if (faults.isBad(symbol, BadData.QUOTE_ZERO)) {
      quote.put("bp", BigDecimal.ZERO);
      quote.put("ap", BigDecimal.ZERO);
    } else if (faults.isBad(symbol, BadData.QUOTE_NEGATIVE)) {
      quote.put("bp", Amounts.plain(priced.quote().bid().negate()));
    } else if (faults.isBad(symbol, BadData.QUOTE_CROSSED)) {
      quote.put("bp", Amounts.plain(priced.quote().ask().multiply(ABOVE)));
    } else if (faults.isBad(symbol, BadData.QUOTE_STALE)) {
      quote.put("t", priced.quote().at().minus(OLD));
    } else if (faults.isBad(symbol, BadData.QUOTE_WIDE)) {
      quote.put("ap", Amounts.plain(priced.quote().ask().multiply(WIDE)));
    } else if (faults.isBad(symbol, BadData.QUOTE_THIN)) {
      quote.put("bs", Amounts.plain(priced.quote().bidSize().multiply(THIN)));
      quote.put("as", Amounts.plain(priced.quote().askSize().multiply(THIN)));
    }
    return quote;
  }
}
