package io.estop.liquidation;

import io.estop.store.plan.SliceRow;

/** How an order is out or ended, in words: what is left over at the deadline says no less. */
final class OrderEnd {
  private OrderEnd() {}

  /** Returns what is said of a position while that order of it may still fill. */
  static String out(SliceRow order) {
    return name(order) + order.detail();
  }

  /** Returns whether a sentence says of that order that it may still fill. */
  static boolean saysOut(String sentence, SliceRow order) {
    return sentence.startsWith(name(order));
  }

  private static String name(SliceRow order) {
    return "order " + order.id() + ": ";
  }

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
      case ABSENT -> name(order) + order.detail();
      case REFUSED, INTENT, WORKING -> order.detail();
    };
  }
}
