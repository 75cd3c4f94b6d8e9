package io.estop.bench.breaker;

import io.estop.bench.process.CallersThread;
import io.estop.embedded.Stack;
import io.estop.gate.DenialReason;
import io.estop.gate.GateListener;
import io.estop.gate.OrderRequest;
import io.estop.gate.TradingGate;
import io.estop.model.EnvironmentId;
import io.estop.model.hold.Hold;
import io.estop.model.trading.Side;
import io.lettuce.core.RedisClient;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One gate. When it says "pause now" an order of the awaited symbol is asked for, on the thread
 * that reads from Redis, and the moment counts at which that order is denied.
 */
final class Denied implements GateListener, AutoCloseable {
  private static final Duration WITHIN = Duration.ofSeconds(20);

  private final ScheduledExecutorService feeding = Executors.newScheduledThreadPool(1);
  private final TradingGate gate;
  private volatile Awaited awaited = new Awaited("", new CompletableFuture<>());

  private record Awaited(String symbol, CompletableFuture<Long> at) {}

  Denied(Stack stack, RedisClient redis) {
    this.gate =
        TradingGate.builder(EnvironmentId.parse(stack.environment()), Stack.COMPONENT, redis)
            .threads(feeding, new CallersThread())
            .listener(this)
            .start();
  }

  /** Waits until orders in that symbol are let in, and from then on for the first denial. */
  void expect(String symbol) {
    long until = System.nanoTime() + WITHIN.toNanos();
    while (!gate.look(order(symbol)).allowed()) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException("the gate never allowed " + symbol);
      }
      Thread.onSpinWait();
    }
    awaited = new Awaited(symbol, new CompletableFuture<>());
  }

  /** Returns when the order was denied, by the clock that never jumps. */
  long at() {
    Awaited now = awaited;
    try {
      return now.at().get(WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException never) {
      throw new IllegalStateException("the gate never denied " + now.symbol(), never);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void onPause(Hold hold) {
    Awaited now = awaited;
    if (hold.scope().id().equals(now.symbol())
        && gate.look(order(now.symbol())).reason() == DenialReason.HALTED) {
      now.at().complete(System.nanoTime());
    }
  }

  @Override
  public void close() {
    gate.close();
    feeding.shutdownNow();
  }

  private static OrderRequest order(String symbol) {
    return OrderRequest.order("bench", Stack.ACCOUNT, symbol)
        .size(Side.BUY, BigDecimal.ONE, BigDecimal.ZERO)
        .build();
  }
}
