package io.estop.venues.fix;

import io.estop.venues.Answer;
import io.estop.venues.VenueOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every order that may fill: reports under one id, the last of them marked or their number told.
 */
final class OrderReports implements Gathering<List<VenueOrder>> {

  private final Map<String, VenueOrder> orders = new LinkedHashMap<>();

  @Override
  public Optional<Answer<List<VenueOrder>>> add(Incoming incoming) {
    Fields fields = incoming.fields();
    Optional<Integer> total = fields.optionalCount(Tag.TOT_NUM_REPORTS);
    if (ExecutionReport.saysUnknown(fields)) {
      return none(fields, total);
    }
    if (incoming.order().isEmpty()) {
      return Gathering.none(
          "shows less of order "
              + fields.optional(Tag.ORDER_ID).orElse("")
              + " than it reported before");
    }
    if (incoming.report().filter(ExecutionReport::isRejection).isPresent()) {
      return Gathering.none("gives no list of orders, " + fields.words());
    }
    orders.put(fields.text(Tag.ORDER_ID), incoming.order().get());
    return wholeOrMore(fields, total);
  }

  /** No orders: said by one report that bears no order. */
  private Optional<Answer<List<VenueOrder>>> none(Fields fields, Optional<Integer> total) {
    return orders.isEmpty() && total.orElse(0) == 0
        ? Gathering.whole(List.of())
        : Gathering.none("says that there are no orders, and shows some: " + fields.words());
  }

  private Optional<Answer<List<VenueOrder>>> wholeOrMore(Fields fields, Optional<Integer> total) {
    boolean last = fields.is(Tag.LAST_RPT_REQUESTED, "Y");
    boolean all = total.filter(number -> number == orders.size()).isPresent();
    if (last && total.isPresent() && !all) {
      return Gathering.none(
          "announced " + total.get() + " orders and showed " + orders.size() + " of them");
    }
    return last || all
        ? Gathering.whole(
            orders.values().stream().filter(order -> !order.status().isFinal()).toList())
        : Optional.empty();
  }
}
