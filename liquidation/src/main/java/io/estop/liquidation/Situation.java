package io.estop.liquidation;

import io.estop.store.plan.SliceRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a position beside the venue's word.
 *
 * @param orders all of its own, oldest first; none may still fill
 * @param acceleratedAt since when people want it closed without patience
 * @param now by the engine's clock
 * @param deadline when the time for liquidation is over, empty where nobody said
 */
record Situation(
    List<SliceRow> orders,
    Optional<Instant> acceleratedAt,
    Instant now,
    Optional<Instant> deadline) {

  /** Returns whether it is to be closed without patience: told so, or the deadline is near. */
  boolean isUrgent(Duration escalateWithin) {
    return acceleratedAt.isPresent() || isLate(escalateWithin);
  }

  /** Returns whether the deadline is so near. */
  boolean isLate(Duration within) {
    return deadline.filter(end -> !now.plus(within).isBefore(end)).isPresent();
  }

  /** Returns the last of its orders; there must be one. */
  SliceRow lastOrder() {
    return orders.get(orders.size() - 1);
  }

  /** Returns how the venue refused its last orders, unless people wanted another try since. */
  Optional<Refused> refused() {
    return Refused.of(
        orders.stream()
            .filter(order -> acceleratedAt.filter(order.intendedAt()::isBefore).isEmpty())
            .toList());
  }
}
