package io.estop.model.liquidation;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * A plan in figures.
 *
 * @param positions how many
 * @param risk money that a usual day moves, sum over positions
 * @param cost expected, sum over positions, in the account's currency
 * @param time expected until the last position is closed
 * @param requests expected, without those that positions share
 * @param wontFit positions that are not expected to be closed within their bounds
 */
public record PlanTotals(
    int positions, BigDecimal risk, BigDecimal cost, Duration time, int requests, int wontFit) {

  /** Returns the figures of that plan. */
  public static PlanTotals of(List<PlannedPosition> plan) {
    return new PlanTotals(
        plan.size(),
        plan.stream().map(PlannedPosition::risk).reduce(BigDecimal.ZERO, BigDecimal::add),
        plan.stream().map(PlannedPosition::expectedCost).reduce(BigDecimal.ZERO, BigDecimal::add),
        plan.stream()
            .map(PlannedPosition::expectedTime)
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO),
        plan.stream().mapToInt(PlannedPosition::expectedRequests).sum(),
        (int) plan.stream().filter(one -> one.wontFit().isPresent()).count());
  }
}
