package io.estop.venues.fix;

import io.estop.venues.OrderStatus;
import io.estop.venues.VenueOrder;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the venue reported of orders, one report after the other, and which ids may have left. A
 * report that was counted is not counted again, whatever number or mark it comes under; nothing
 * moves back but by the venue's own correction. The eldest over orders go first when it is full.
 * Safe for use by many threads.
 */
final class KnownOrders {

  /** More than a stop has under way; what is forgotten is asked for. */
  private static final int MOST_ORDERS = 20_000;

  private static final int MOST_EXECUTIONS = 1_000;

  private static final class Known {
    VenueOrder order;
    final Set<String> executions = new LinkedHashSet<>();

    Known(VenueOrder order) {
      this.order = order;
    }
  }

  private final Map<String, Known> byOrderId = new LinkedHashMap<>();
  private final Map<String, String> orderIds = new Recent<>();
  private final Map<String, Boolean> mentioned = new Recent<>();
  private final Map<String, Boolean> sent = new Recent<>();

  /**
   * Notes that an order leaves; returns whether it may have left before: by this process, or by
   * another one whose sender asks before it sends again.
   */
  synchronized boolean leaving(String clientOrderId) {
    sent.put(clientOrderId, true);
    return mentioned.put(clientOrderId, true) != null;
  }

  /** Notes that somebody asked for an order by that id. */
  synchronized void askedFor(String clientOrderId) {
    mentioned.put(clientOrderId, true);
  }

  /**
   * Counts a report. Returns the order as it stands now; empty where the report contradicts what
   * the venue said before, which an answer to a question must not.
   */
  synchronized Optional<VenueOrder> count(ExecutionReport report) {
    VenueOrder shown = report.order();
    Known known = byOrderId.get(shown.orderId());
    if (known == null && report.isRejection()) {
      // Refused orders share an id such as NONE: the report itself is all there is.
      return Optional.of(shown);
    }
    if (known == null) {
      known = new Known(shown);
      remember(known);
      note(known, report);
      return Optional.of(shown);
    }
    boolean again = !report.isStatus() && !note(known, report);
    boolean back = isBack(known.order, shown) && !report.isCorrection();
    if (again || back) {
      return report.isStatus() ? Optional.empty() : Optional.of(known.order);
    }
    known.order = since(shown, known.order);
    return Optional.of(known.order);
  }

  synchronized Optional<VenueOrder> byOrderId(String orderId) {
    return Optional.ofNullable(byOrderId.get(orderId)).map(known -> known.order);
  }

  synchronized Optional<VenueOrder> byClientOrderId(String clientOrderId) {
    return Optional.ofNullable(orderIds.get(clientOrderId)).flatMap(this::byOrderId);
  }

  /** Returns the orders of this process that the venue took and that may still fill. */
  synchronized List<VenueOrder> ownWorking() {
    return byOrderId.values().stream()
        .map(known -> known.order)
        .filter(order -> !order.status().isFinal() && sent.containsKey(order.clientOrderId()))
        .toList();
  }

  /** Returns whether the report's execution is news. */
  private static boolean note(Known known, ExecutionReport report) {
    if (report.isStatus()) {
      return true;
    }
    if (known.executions.size() >= MOST_EXECUTIONS) {
      known.executions.remove(known.executions.iterator().next());
    }
    return known.executions.add(report.executionId());
  }

  private static boolean isBack(VenueOrder before, VenueOrder now) {
    boolean less = now.cumulativeQuantity().compareTo(before.cumulativeQuantity()) < 0;
    boolean revived = before.status().isFinal() && !now.status().isFinal();
    boolean pendingAgain =
        now.status() == OrderStatus.PENDING_NEW && before.status() != OrderStatus.PENDING_NEW;
    return less || revived || pendingAgain;
  }

  /** Keeps what was said first: when it was taken, and how it is triggered. */
  private static VenueOrder since(VenueOrder now, VenueOrder before) {
    return new VenueOrder(
        now.orderId(),
        before.clientOrderId(),
        now.instrument(),
        now.side(),
        now.quantity(),
        now.cumulativeQuantity(),
        now.averagePrice().or(before::averagePrice),
        now.status(),
        before.submittedAt(),
        before.type());
  }

  private void remember(Known known) {
    if (byOrderId.size() >= MOST_ORDERS) {
      String eldest =
          byOrderId.entrySet().stream()
              .filter(entry -> entry.getValue().order.status().isFinal())
              .findFirst()
              .or(() -> byOrderId.entrySet().stream().findFirst())
              .map(Map.Entry::getKey)
              .orElseThrow();
      byOrderId.remove(eldest);
    }
    byOrderId.put(known.order.orderId(), known);
    orderIds.put(known.order.clientOrderId(), known.order.orderId());
  }

  /** Forgets the eldest. */
  private static final class Recent<K, V> extends LinkedHashMap<K, V> {
    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > 5 * MOST_ORDERS;
    }
  }
}
