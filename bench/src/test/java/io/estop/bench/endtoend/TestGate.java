package io.estop.bench.endtoend;

import io.estop.embedded.Stack;
import io.estop.gate.OrderRequest;
import io.estop.gate.TradingGate;
import io.estop.gate.Verdict;
import io.estop.model.EnvironmentId;
import io.estop.model.trading.Account;
import io.estop.model.trading.Side;
import io.lettuce.core.RedisURI;
import java.math.BigDecimal;
import java.util.function.Predicate;

/** A trading component that follows the board of a stack through the gate library. */
record TestGate(TradingGate gate) implements AutoCloseable {

  static TestGate of(Stack stack) {
    RedisURI redis = RedisURI.create("127.0.0.1", stack.redis().port());
    return new TestGate(
        TradingGate.builder(EnvironmentId.parse(stack.environment()), Stack.COMPONENT, redis)
            .start());
  }

  /** Returns what the gate says to a new order in that symbol. */
  Verdict order(String symbol) {
    return order(Stack.ACCOUNT, symbol);
  }

  Verdict order(Account account, String symbol) {
    OrderRequest order =
        OrderRequest.order("test-order", account, symbol)
            .size(Side.BUY, BigDecimal.ONE, BigDecimal.ZERO)
            .build();
    Verdict verdict = gate.enter(order);
    if (verdict.allowed()) {
      gate.exit();
    }
    return verdict;
  }

  void awaitAllowed(String symbol) {
    awaitVerdict("the gate allows " + symbol, symbol, Verdict::allowed);
  }

  void awaitDenied(String symbol, String reason) {
    awaitVerdict(
        "the gate denies " + symbol + " with " + reason,
        symbol,
        verdict -> String.valueOf(verdict.reason()).equals(reason));
  }

  private void awaitVerdict(String what, String symbol, Predicate<Verdict> expected) {
    Eventually.see(what, Eventually.SOON, () -> order(symbol), expected);
  }

  boolean keeps(String stopId) {
    return gate.holds().stream().anyMatch(hold -> hold.stopId().value().equals(stopId));
  }

  @Override
  public void close() {
    gate.close();
  }
}
