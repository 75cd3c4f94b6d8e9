package io.estop.paper.order;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An order as the client sends it; nothing is checked yet. */
public record OrderRequest(
    @Nullable String symbol,
    @Nullable BigDecimal qty,
    @Nullable BigDecimal notional,
    @Nullable String side,
    @Nullable String type,
    @JsonProperty("time_in_force") @Nullable String timeInForce,
    @JsonProperty("limit_price") @Nullable BigDecimal limitPrice,
    @JsonProperty("stop_price") @Nullable BigDecimal stopPrice,
    @JsonProperty("client_order_id") @Nullable String clientOrderId,
    @JsonProperty("position_intent") @Nullable String positionIntent,
    @JsonProperty("order_class") @Nullable String orderClass,
    @JsonProperty("extended_hours") @Nullable Boolean extendedHours) {

  /** Returns a market order that closes, as DELETE /v2/positions sends it. */
  public static OrderRequest closing(String symbol, BigDecimal qty, Side side, TimeInForce force) {
    String intent = side == Side.SELL ? "sell_to_close" : "buy_to_close";
    return new OrderRequest(
        symbol,
        qty,
        null,
        side.toString(),
        "market",
        force.toString(),
        null,
        null,
        null,
        intent,
        null,
        false);
  }
}
