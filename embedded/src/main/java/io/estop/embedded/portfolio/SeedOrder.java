package io.estop.embedded.portfolio;

import java.math.BigDecimal;
import java.util.Map;

/** One working limit order, good until cancelled. */
public record SeedOrder(
    String symbol, String side, BigDecimal quantity, BigDecimal limitPrice, String clientOrderId) {

  Map<String, Object> json() {
    return Map.of(
        "symbol",
        symbol,
        "side",
        side,
        "qty",
        quantity.toPlainString(),
        "type",
        "limit",
        "limitPrice",
        limitPrice.toPlainString(),
        "timeInForce",
        "gtc",
        "clientOrderId",
        clientOrderId);
  }
}
