package io.estop.embedded.portfolio;

import io.estop.model.trading.AssetClass;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** One instrument of the paper venue with the market that its makers open with. */
public record SeedInstrument(
    String symbol, AssetClass assetClass, SeedQuote quote, double annualVolatility) {

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("symbol", symbol);
    json.put("assetClass", assetClass.word());
    json.put("bid", quote.bid().toPlainString());
    json.put("ask", quote.ask().toPlainString());
    json.put("bidSize", quote.bidSize().toPlainString());
    json.put("askSize", quote.askSize().toPlainString());
    json.put("tick", tick().toPlainString());
    json.put("volatility", annualVolatility);
    json.put("fractionable", assetClass != AssetClass.US_OPTION);
    json.put("shortable", assetClass != AssetClass.CRYPTO);
    return json;
  }

  private BigDecimal tick() {
    return MarketHabits.of(assetClass).tick(quote.ask());
  }
}
