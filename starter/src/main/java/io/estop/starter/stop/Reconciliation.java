package io.estop.starter.stop;

import io.estop.model.StopId;
import io.estop.starter.stop.StopJson.DifferenceJson;
import io.estop.starter.stop.StopJson.LookJson;
import io.estop.starter.stop.StopJson.ReconciliationJson;
import io.estop.store.task.BookReadings;
import io.estop.store.task.BookReadings.BookDifference;
import io.estop.store.task.BookReadings.BookReading;

/** How a stop's own books compare with what accounts show. */
final class Reconciliation {
  private static final int LISTED = 200;

  private Reconciliation() {}

  /** Returns the latest look at each account, and the first differences. */
  static ReconciliationJson of(BookReadings readings, StopId stop) {
    return new ReconciliationJson(
        readings.of(stop).stream().map(Reconciliation::json).toList(),
        readings.differences(stop).stream().limit(LISTED).map(Reconciliation::json).toList());
  }

  private static LookJson json(BookReading look) {
    return new LookJson(
        look.account().toString(),
        look.readAt().toString(),
        look.positions(),
        look.failure().orElse(null));
  }

  private static DifferenceJson json(BookDifference one) {
    return new DifferenceJson(
        one.account().toString(),
        one.symbol(),
        Figures.plain(one.books()),
        Figures.plain(one.venue()),
        one.owner().isEmpty() ? null : one.owner(),
        one.foundAt().toString());
  }
}
