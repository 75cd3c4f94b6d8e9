package io.estop.paper.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.estop.paper.exchange.OrderEvent;
import io.estop.paper.order.Amounts;
import io.estop.paper.order.OrderView;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** One message of the trade_updates stream, as Alpaca writes it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record TradeUpdate(
    String event,
    UUID executionId,
    OrderView order,
    Instant timestamp,
    @Nullable String price,
    @Nullable String qty,
    @Nullable String positionQty) {

  static TradeUpdate of(OrderEvent event, long number) {
    return new TradeUpdate(
        event.event(),
        new UUID(event.order().id().getMostSignificantBits(), number),
        event.order(),
        event.at(),
        Amounts.textOrNull(event.price()),
        Amounts.textOrNull(event.qty()),
        Amounts.textOrNull(event.positionQty()));
  }
}
