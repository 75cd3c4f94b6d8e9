package io.estop.starter.preview;

import io.estop.model.liquidation.PlanTotals;
import io.estop.model.liquidation.PlannedPosition;
import io.estop.starter.preview.Previews.Preview;
import io.estop.starter.preview.Previews.Working;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A preview as REST shows it. Amounts are decimal texts; lists end after {@value #MOST} entries,
 * totals never.
 *
 * @param complete whether every venue of the scope is in it
 */
record PreviewJson(
    String scope,
    String at,
    boolean complete,
    List<String> missing,
    List<String> unknown,
    Totals totals,
    List<PositionJson> positions,
    List<OrderJson> orders) {
  private static final int MOST = 1_000;

  /** Sums over all, the ones that are not listed included. */
  record Totals(
      int orders,
      int positions,
      String risk,
      String expectedCost,
      long expectedMillis,
      int expectedRequests,
      int wontFit) {}

  /** One position that would be closed. */
  record PositionJson(
      int number,
      String account,
      String symbol,
      String quantity,
      String method,
      @Nullable String schedule,
      String why,
      String risk,
      String expectedCost,
      long expectedMillis,
      int expectedRequests,
      @Nullable String wontFit) {
    static PositionJson of(PlannedPosition planned) {
      return new PositionJson(
          planned.number(),
          planned.account().toString(),
          planned.position().instrument().symbol(),
          planned.position().quantity().toPlainString(),
          planned.method().name(),
          planned.schedule().map(Object::toString).orElse(null),
          planned.why(),
          planned.risk().toPlainString(),
          planned.expectedCost().toPlainString(),
          planned.expectedTime().toMillis(),
          planned.expectedRequests(),
          planned.wontFit().orElse(null));
    }
  }

  /** One order that would be cancelled. */
  record OrderJson(String account, String orderId, String symbol, String side, String quantity) {
    static OrderJson of(Working working) {
      return new OrderJson(
          working.account(),
          working.order().orderId(),
          working.order().instrument().symbol(),
          working.order().side().word(),
          working.order().leavesQuantity().toPlainString());
    }
  }

  static PreviewJson of(Preview preview) {
    PlanTotals totals = PlanTotals.of(preview.plan());
    return new PreviewJson(
        preview.scope().toString(),
        preview.at().toString(),
        preview.missing().isEmpty(),
        preview.missing(),
        preview.unknown(),
        new Totals(
            preview.orders().size(),
            totals.positions(),
            totals.risk().toPlainString(),
            totals.cost().toPlainString(),
            totals.time().toMillis(),
            // A cancel is a request too.
            totals.requests() + preview.orders().size(),
            totals.wontFit()),
        preview.plan().stream().limit(MOST).map(PositionJson::of).toList(),
        preview.orders().stream().limit(MOST).map(OrderJson::of).toList());
  }
}
