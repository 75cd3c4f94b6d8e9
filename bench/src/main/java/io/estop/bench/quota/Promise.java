package io.estop.bench.quota;

import io.estop.model.liquidation.PositionStatus;
import io.estop.store.plan.PositionRow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a plan said beforehand, and what became of it.
 *
 * @param time expected until the last position is closed
 * @param named positions that the plan said would not fit
 * @param left positions that were not closed
 */
record Promise(Duration time, Set<String> named, Set<String> left) {

  private static final Set<PositionStatus> DONE =
      Set.of(PositionStatus.CLOSED, PositionStatus.WORTHLESS, PositionStatus.DUST);
  private static final int SCALE = 3;

  static Promise of(List<PositionRow> rows) {
    return new Promise(
        rows.stream()
            .map(PositionRow::expectedTime)
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO),
        symbols(rows.stream().filter(row -> row.wontFit().isPresent()).toList()),
        symbols(rows.stream().filter(row -> !DONE.contains(row.status())).toList()));
  }

  private static Set<String> symbols(List<PositionRow> rows) {
    return rows.stream()
        .map(row -> row.instrument().symbol())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns those that were named and closed all the same. */
  Set<String> wronglyNamed() {
    return without(named, left);
  }

  /** Returns those that were left and not named. */
  Set<String> unforeseen() {
    return without(left, named);
  }

  private static Set<String> without(Set<String> all, Set<String> others) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(others);
    return rest;
  }

  /** Returns by what share of what happened the promise was off; 0 where both are nothing. */
  static BigDecimal off(BigDecimal promised, BigDecimal happened) {
    if (happened.signum() == 0) {
      return promised.signum() == 0 ? BigDecimal.ZERO : BigDecimal.ONE;
    }
    return promised.subtract(happened).abs().divide(happened.abs(), SCALE, RoundingMode.UP);
  }
}
