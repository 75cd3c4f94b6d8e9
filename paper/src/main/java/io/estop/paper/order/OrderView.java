package io.estop.paper.order;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** One order as Alpaca writes it; a copy that no later fill changes. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record OrderView(
    UUID id,
    String clientOrderId,
    Instant createdAt,
    Instant updatedAt,
    Instant submittedAt,
    @Nullable Instant filledAt,
    @Nullable Instant expiredAt,
    @Nullable Instant expiresAt,
    @Nullable Instant canceledAt,
    @Nullable Instant failedAt,
    @Nullable Instant replacedAt,
    @Nullable UUID replacedBy,
    @Nullable UUID replaces,
    UUID assetId,
    String symbol,
    String assetClass,
    @Nullable String notional,
    @Nullable String qty,
    String filledQty,
    @Nullable String filledAvgPrice,
    String orderClass,
    String orderType,
    String type,
    String side,
    @Nullable String positionIntent,
    String timeInForce,
    @Nullable String limitPrice,
    @Nullable String stopPrice,
    String status,
    @JsonProperty("extended_hours") boolean extendedHours,
    @Nullable List<OrderView> legs,
    @Nullable String trailPercent,
    @Nullable String trailPrice,
    @Nullable String hwm) {

  /** Returns the order as it stands now; call under the venue's lock. */
  public static OrderView of(Order order) {
    OrderTerms terms = order.terms();
    return new OrderView(
        order.id(),
        terms.clientOrderId(),
        order.createdAt(),
        order.updatedAt(),
        order.createdAt(),
        order.endedAs(OrderStatus.FILLED),
        order.endedAs(OrderStatus.EXPIRED),
        terms.expiresAt(),
        order.endedAs(OrderStatus.CANCELED),
        order.endedAs(OrderStatus.REJECTED),
        order.endedAs(OrderStatus.REPLACED),
        order.replacedBy(),
        order.replaces(),
        terms.instrument().id(),
        order.symbol(),
        terms.instrument().assetClass().toString(),
        Amounts.textOrNull(terms.notional()),
        terms.notional() == null ? Amounts.text(terms.qty()) : null,
        Amounts.text(order.filledQty()),
        Amounts.textOrNull(order.averagePrice()),
        "simple",
        terms.type().toString(),
        terms.type().toString(),
        terms.side().toString(),
        terms.intent() == null ? null : terms.intent().toString(),
        terms.timeInForce().toString(),
        Amounts.textOrNull(terms.limitPrice()),
        Amounts.textOrNull(terms.stopPrice()),
        order.status().toString(),
        terms.extendedHours(),
        null,
        null,
        null,
        null);
  }
}
