package io.estop.embedded.demo;

import io.estop.embedded.Stack;
import java.math.BigDecimal;

/** Connects the demo's trader to the gate library. */
final class DemoGates {

  private DemoGates() {}

  static OrderGate connect(Stack stack) {
    return new Closed();
  }

  /** Lets nothing in: a trader without a gate must not trade. */
  private record Closed() implements OrderGate {

    @Override
    public boolean enter(String orderId, String symbol, BigDecimal quantity) {
      return false;
    }

    @Override
    public void exit() {
      throw new IllegalStateException("nothing was let in");
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
