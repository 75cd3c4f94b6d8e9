package io.estop.liquidation;

import io.estop.store.plan.SliceRow;
import io.estop.store.plan.SliceState;
import io.estop.venues.NewOrder.TimeInForce;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Orders that met nobody. In a book that is empty within the limit each further one at once costs
 * requests that other positions need, and finds the same: so they come twice as far apart each
 * time. Pure.
 */
final class Unfilled {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private Unfilled() {}

  /**
   * Returns until when the next order would come too soon; empty where the last one filled
   * something, or rested: then it has waited already.
   *
   * @param orders of one position, oldest first
   * @param first pause after the first of them
   */
  static Optional<Instant> until(List<SliceRow> orders, Duration first) {
    int inARow = 0;
    while (inARow < orders.size() && metNobody(newest(orders, inARow))) {
      inARow++;
    }
    if (inARow == 0) {
      return Optional.empty();
    }
    Duration pause = first;
    for (int i = 1; i < inARow && pause.compareTo(LONGEST) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    Duration bounded = pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    return Optional.of(newest(orders, 0).intendedAt().plus(bounded));
  }

  private static SliceRow newest(List<SliceRow> orders, int back) {
    return orders.get(orders.size() - 1 - back);
  }

  private static boolean metNobody(SliceRow order) {
    return order.state() == SliceState.FINAL
        && order.filledQuantity().signum() == 0
        && order.timeInForce().equals(TimeInForce.IOC.name());
  }
}
