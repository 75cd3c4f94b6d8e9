package io.estop.paper.exchange;

import io.estop.paper.order.OrderView;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to an order, as the trade_updates stream tells it.
 *
 * @param positionQty the signed position after a fill; null for everything else
 */
public record OrderEvent(
    String event,
    OrderView order,
    Instant at,
    @Nullable BigDecimal price,
    @Nullable BigDecimal qty,
    @Nullable BigDecimal positionQty) {}
