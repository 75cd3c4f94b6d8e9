package io.estop.bench.endtoend;

import io.estop.embedded.Stack;
import io.estop.embedded.StackOptions;
import io.estop.embedded.portfolio.AsOf;
import io.estop.embedded.portfolio.GeneratedPortfolio;
import io.estop.embedded.portfolio.Portfolio;
import io.estop.embedded.portfolio.PortfolioRequest;
import java.time.Clock;
import org.junit.jupiter.api.Assumptions;

/** Starts stacks for tests; without a durable Temporal server the test is skipped, saying so. */
final class DurableStack {

  private DurableStack() {}

  /** Returns options under which a stop is over in seconds and prices stand still. */
  static StackOptions options() {
    return StackOptions.defaults()
        .withPaperSetting("paper.movement", "0")
        .withSetting("estop.venues[0].request-timeout", "400ms")
        .withSetting("estop.liquidation.quiet-period", "600ms")
        .withSetting("estop.liquidation.round-interval", "300ms")
        .withSetting("estop.liquidation.hold-interval", "2s")
        .withSetting("estop.liquidation.horizon", "1s")
        // Books are filled anew right after a stop closed them, and the paper venue's reads do not
        // lag.
        .withSetting("estop.liquidation.read-lag", "1ms")
        .withSetting("estop.halt.acknowledge-within", "500ms");
  }

  static Portfolio book(int positions, int orders, long seed) {
    return GeneratedPortfolio.of(
        new PortfolioRequest(positions, orders, seed, AsOf.today(Clock.systemUTC())));
  }

  static Stack start(StackOptions options) {
    Stack stack = Stack.start(options);
    if (!stack.temporal().facts().kind().startsWith("dev-server")) {
      stack.close();
      Assumptions.abort("no durable Temporal server can be had here: see embedded/README.md");
    }
    return stack;
  }
}
