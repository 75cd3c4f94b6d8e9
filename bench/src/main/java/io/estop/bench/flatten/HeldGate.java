package io.estop.bench.flatten;

import io.estop.embedded.Stack;
import io.estop.embedded.process.Await;
import io.estop.gate.GateListener;
import io.estop.gate.OrderRequest;
import io.estop.gate.TradingGate;
import io.estop.model.EnvironmentId;
import io.estop.model.hold.Hold;
import io.estop.model.trading.Side;
import io.lettuce.core.RedisURI;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The gate of the one registered component: it acknowledges, and notes when each hold came. */
final class HeldGate implements AutoCloseable, GateListener {

  private static final Duration OPENS_WITHIN = Duration.ofSeconds(20);

  /** Written by the gate's listening thread, read by the one that measures. */
  private final Map<String, Long> heldAtNanos = new ConcurrentHashMap<>();

  private final TradingGate gate;

  HeldGate(Stack stack) {
    this.gate =
        TradingGate.builder(
                EnvironmentId.parse(stack.environment()),
                Stack.COMPONENT,
                RedisURI.create("127.0.0.1", stack.redis().port()))
            .listener(this)
            .start();
    awaitOpen();
  }

  @Override
  public void onPause(Hold hold) {
    heldAtNanos.putIfAbsent(hold.stopId().toString(), System.nanoTime());
  }

  /** Returns how long after that moment the gate kept the stop's hold. */
  Optional<Long> heldAfterMicros(String stopId, long sinceNanos) {
    return Optional.ofNullable(heldAtNanos.get(stopId)).map(at -> (at - sinceNanos) / 1000);
  }

  @Override
  public void close() {
    gate.close();
  }

  private void awaitOpen() {
    OrderRequest order =
        OrderRequest.order("bench-look", Stack.ACCOUNT, "AAPL")
            .size(Side.BUY, BigDecimal.ONE, BigDecimal.ZERO)
            .build();
    if (!Await.until(() -> gate.look(order).allowed(), OPENS_WITHIN)) {
      throw new IllegalStateException(
          "the gate still denies after " + OPENS_WITHIN + ": " + gate.look(order));
    }
  }
}
