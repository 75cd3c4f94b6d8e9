package io.estop.embedded.portfolio;

import java.math.BigDecimal;
import java.util.Map;

/** One position; a negative quantity is short. */
public record SeedPosition(String symbol, BigDecimal quantity, BigDecimal averageEntryPrice) {

  Map<String, Object> json() {
    return Map.of(
        "symbol", symbol,
        "qty", quantity.toPlainString(),
        "avgEntryPrice", averageEntryPrice.toPlainString());
  }
}
