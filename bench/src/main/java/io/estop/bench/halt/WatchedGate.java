package io.estop.bench.halt;

import io.estop.gate.DenialReason;
import io.estop.gate.GateListener;
import io.estop.gate.OrderRequest;
import io.estop.gate.TradingGate;
import io.estop.gate.Verdict;
import io.estop.model.hold.Hold;
import io.estop.model.trading.Account;
import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.util.function.Supplier;

/**
 * One component's gate. When it says "pause now" an order of the held symbol is asked for, and the
 * moment counts at which that order is denied: a verdict, not a message.
 */
final class WatchedGate implements GateListener, AutoCloseable {
  /** Not the account that is liquidated meanwhile: only the round's own hold may deny. */
  private static final Account ACCOUNT = new Account("bench", "B1");

  private final Supplier<Round> round;
  private final TradingGate gate;

  WatchedGate(TradingGate.Builder gate, Supplier<Round> round) {
    this.round = round;
    this.gate = gate.listener(this).start();
  }

  @Override
  public void onPause(Hold hold) {
    Round current = round.get();
    String symbol = hold.scope().id();
    if (current.isFor(symbol)) {
      Verdict verdict = gate.look(order(symbol));
      long now = System.nanoTime();
      if (verdict.reason() == DenialReason.HALTED) {
        current.seen(now);
      } else {
        current.wrong();
      }
    }
  }

  Verdict look(String symbol) {
    return gate.look(order(symbol));
  }

  @Override
  public void close() {
    gate.close();
  }

  private static OrderRequest order(String symbol) {
    return OrderRequest.order("look", ACCOUNT, symbol)
        .size(Side.BUY, BigDecimal.ONE, BigDecimal.ZERO)
        .build();
  }
}
