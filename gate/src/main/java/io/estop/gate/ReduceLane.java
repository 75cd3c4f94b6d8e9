package io.estop.gate;

import io.estop.gate.board.Acknowledgement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;

/**
 * Orders that were let through a halt since they reduce: the newest of them, until the holds are
 * gone. Entering and exiting lock nothing and allocate nothing.
 */
final class ReduceLane {
  static final int NO_PLACE = -1;

  private static final int PLACES = Acknowledgement.MAX_LANE;

  // Written by those who enter; the applier takes out what no hold covers any more.
  private final AtomicReferenceArray<OrderRequest> orders = new AtomicReferenceArray<>(PLACES);
  private final AtomicLongArray exits = new AtomicLongArray(PLACES);
  private final AtomicInteger entered = new AtomicInteger();

  /** Keeps an order that is let through, before it is sent. */
  int enter(OrderRequest order) {
    int place = Math.floorMod(entered.getAndIncrement(), PLACES);
    exits.set(place, 0);
    orders.set(place, order);
    return place;
  }

  /** Notes when an order was sent: a position that was taken before does not include it. */
  void exited(int place) {
    exits.set(place, OrderRequest.nextMoment());
  }

  /** Returns whether the order's position may be from before another one reduced it. */
  boolean isOutrun(OrderRequest order) {
    for (int place = 0; place < PLACES; place++) {
      OrderRequest other = orders.get(place);
      if (other != null && exits.get(place) > order.madeAt && order.closesTheSameAs(other)) {
        return true;
      }
    }
    return false;
  }

  /** Returns a number that changes whenever an order enters. */
  int entered() {
    return entered.get();
  }

  /** Returns the ids of those that are still held, the oldest first; forgets the others. */
  List<String> list(Predicate<OrderRequest> held) {
    List<String> ids = new ArrayList<>();
    int oldest = entered.get();
    for (int i = 0; i < PLACES; i++) {
      int place = Math.floorMod(oldest + i, PLACES);
      OrderRequest order = orders.get(place);
      if (order != null && held.test(order)) {
        ids.add(order.orderId);
      } else if (order != null) {
        orders.compareAndSet(place, order, null);
      }
    }
    return ids;
  }
}
