package io.estop.liquidation;

import io.estop.store.plan.SliceRow;

/** How an order ended, in words: what is left over at the deadline says no less. */
final class OrderEnd {
  private OrderEnd() {}

  static String sentence(SliceRow order) {
    return switch (order.state()) {
      case FINAL ->
          "order "
              + order.id()
              + " ended "
              + order.detail()
              + " with "
              + order.filledQuantity().toPlainString()
              + " of "
              + order.quantity().toPlainString()
              + " at "
              + order.limitPrice().toPlainString();
      case ABSENT -> "order " + order.id() + ": " + order.detail();
      case REFUSED, INTENT, WORKING -> order.detail();
    };
  }
}
