package io.estop.embedded.demo;

import io.estop.embedded.Stack;
import io.estop.gate.OrderRequest;
import io.estop.gate.TradingGate;
import io.estop.model.EnvironmentId;
import io.estop.model.trading.Account;
import io.estop.model.trading.Side;
import io.lettuce.core.RedisURI;
import java.math.BigDecimal;

/** The gate library, as any trading system uses it: one per process and component name. */
record LibraryGate(TradingGate gate, Account account) implements OrderGate {

  /** Begins to follow the board of the stack; denies until it has read it. */
  static LibraryGate connect(Stack stack) {
    RedisURI redis = RedisURI.create("127.0.0.1", stack.redis().port());
    TradingGate gate =
        TradingGate.builder(EnvironmentId.parse(stack.environment()), Stack.COMPONENT, redis)
            .start();
    return new LibraryGate(gate, Stack.ACCOUNT);
  }

  // Its one working order is cancelled before the next is sent: it never holds a position.
  @Override
  public boolean enter(String orderId, String symbol, BigDecimal quantity) {
    OrderRequest order =
        OrderRequest.order(orderId, account, symbol)
            .size(Side.BUY, quantity, BigDecimal.ZERO)
            .build();
    return gate.enter(order).allowed();
  }

  @Override
  public void exit() {
    gate.exit();
  }

  @Override
  public void close() {
    gate.close();
  }
}
