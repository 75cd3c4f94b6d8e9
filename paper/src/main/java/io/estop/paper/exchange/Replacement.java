package io.estop.paper.exchange;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.estop.paper.order.Order;
import io.estop.paper.order.OrderRequest;
import io.estop.paper.order.OrderTerms;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a client changes of an open order.
 *
 * @param qty quantity of the new order; absent: what the old one has still to fill
 */
public record Replacement(
    @Nullable BigDecimal qty,
    @JsonProperty("time_in_force") @Nullable String timeInForce,
    @JsonProperty("limit_price") @Nullable BigDecimal limitPrice,
    @JsonProperty("stop_price") @Nullable BigDecimal stopPrice,
    @JsonProperty("client_order_id") @Nullable String clientOrderId) {

  /** Returns the order that takes the old one's place. */
  OrderRequest over(Order old) {
    OrderTerms terms = old.terms();
    return new OrderRequest(
        old.symbol(),
        qty == null ? old.remaining() : qty,
        null,
        terms.side().toString(),
        terms.type().toString(),
        timeInForce == null ? terms.timeInForce().toString() : timeInForce,
        limitPrice == null ? terms.limitPrice() : limitPrice,
        stopPrice == null ? terms.stopPrice() : stopPrice,
        clientOrderId,
        terms.intent() == null ? null : terms.intent().toString(),
        null,
        terms.extendedHours());
  }
}
