package io.estop.liquidation;

import io.estop.model.StopId;
import io.estop.model.liquidation.ResidualReason;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.SliceRow;
import io.estop.store.plan.SliceState;
import io.estop.store.task.LeftOver;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a stop leaves over, and why: each of it is a task for a person. */
final class Residuals {
  private final EngineParts parts;
  private final Pricing pricing;

  Residuals(EngineParts parts) {
    this.parts = parts;
    this.pricing = new Pricing(parts.settings());
  }

  /** Marks what is still open at the deadline. */
  void mark(StopId stop) {
    parts
        .database()
        .runInTransaction(
            () -> {
              parts.positions().markResiduals(stop);
              parts
                  .tasks()
                  .open(
                      stop,
                      parts.positions().leftOver(stop).stream().map(Residuals::leftOver).toList());
            });
  }

  /**
   * Says why a position is left over whose order was out at the deadline and is over by now: nobody
   * else looks at it before the next pass, and people read it until then.
   */
  void explain(StopId stop) {
    List<PositionRow> waiting = parts.positions().leftOver(stop, ResidualReason.IN_FLIGHT);
    if (waiting.isEmpty()) {
      return;
    }
    Map<Integer, List<SliceRow>> orders = new HashMap<>();
    parts
        .slices()
        .of(stop, waiting.stream().map(PositionRow::number).toList())
        .forEach(
            order ->
                orders.computeIfAbsent(order.id().position(), key -> new ArrayList<>()).add(order));
    List<PositionRow> settled =
        waiting.stream()
            .flatMap(row -> settled(row, orders.getOrDefault(row.number(), List.of())).stream())
            .toList();
    parts
        .database()
        .runInTransaction(
            () -> {
              parts.positions().explain(stop, settled);
              parts.tasks().explain(stop, settled.stream().map(Residuals::leftOver).toList());
            });
  }

  /** Empty where an order is still out, or what is waited for is not an order of the stop's own. */
  private Optional<PositionRow> settled(PositionRow row, List<SliceRow> orders) {
    boolean allOver = orders.stream().allMatch(order -> order.state().isOver());
    boolean own = orders.stream().anyMatch(order -> OrderEnd.saysOut(row.detail(), order));
    return allOver && own ? Optional.of(settledRow(row, orders)) : Optional.empty();
  }

  private PositionRow settledRow(PositionRow row, List<SliceRow> orders) {
    SliceRow last = orders.get(orders.size() - 1);
    BigDecimal filled =
        orders.stream().map(SliceRow::filledQuantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal left =
        row.startQuantity()
            .abs()
            .subtract(filled)
            .subtract(row.handedOver())
            .subtract(row.foreignReduction())
            .max(BigDecimal.ZERO);
    return row.with(
        row.status(),
        reason(row, orders, last),
        OrderEnd.sentence(last),
        row.startQuantity().signum() < 0 ? left.negate() : left);
  }

  private ResidualReason reason(PositionRow row, List<SliceRow> orders, SliceRow last) {
    return Refused.of(orders)
        .map(refused -> refused.reaction().reason())
        .orElseGet(
            () ->
                isOutsideCollar(row, last)
                    ? ResidualReason.OUTSIDE_COLLAR
                    : ResidualReason.DEADLINE);
  }

  /** A patient order may have rested at the worst price with the touch beyond it. */
  private boolean isOutsideCollar(PositionRow row, SliceRow last) {
    Optional<BigDecimal> touch = last.side() == Side.SELL ? last.quoteBid() : last.quoteAsk();
    boolean filled = last.filledQuantity().compareTo(last.quantity()) >= 0;
    if (last.state() != SliceState.FINAL || filled || touch.isEmpty()) {
      return false;
    }
    Optional<Quote> arrival = row.arrival().filter(seen -> seen.touch(last.side()).signum() > 0);
    return arrival
        .map(seen -> pricing.worst(row, last.side(), seen))
        .filter(worst -> isBeyond(touch.get(), worst, last.side()))
        .isPresent();
  }

  private static boolean isBeyond(BigDecimal touch, BigDecimal worst, Side side) {
    return side == Side.SELL ? touch.compareTo(worst) < 0 : touch.compareTo(worst) > 0;
  }

  private static LeftOver leftOver(PositionRow row) {
    return new LeftOver(
        Optional.of(row.number()),
        row.account(),
        row.instrument().symbol(),
        row.openQuantity(),
        row.reason().name(),
        row.detail(),
        false);
  }
}
