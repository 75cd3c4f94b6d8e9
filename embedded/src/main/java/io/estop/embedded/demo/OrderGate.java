package io.estop.embedded.demo;

import java.math.BigDecimal;

/** What the demo's trader asks before each order: {@link LibraryGate}, or a test's own. */
interface OrderGate extends AutoCloseable {

  /** Lets a buy order in, or returns false; {@link #exit} by the same thread must follow a true. */
  boolean enter(String orderId, String symbol, BigDecimal quantity);

  /** Ends what the last allowed {@link #enter} of this thread began. */
  void exit();

  @Override
  void close();
}
