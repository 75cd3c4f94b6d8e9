package io.estop.paper.exchange;

import io.estop.paper.order.Order;
import io.estop.paper.order.Side;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which orders a client asks for.
 *
 * @param open true for open ones, false for ended ones, null for both
 * @param symbols empty for all
 */
public record OrderQuery(
    @Nullable Boolean open,
    Set<String> symbols,
    @Nullable Side side,
    @Nullable Instant after,
    @Nullable Instant until,
    boolean oldestFirst,
    int limit) {

  boolean matches(Order order) {
    return (open == null || open == order.status().isOpen())
        && (symbols.isEmpty() || symbols.contains(order.symbol()))
        && (side == null || side == order.terms().side())
        && (after == null || order.createdAt().isAfter(after))
        && (until == null || order.createdAt().isBefore(until));
  }
}
