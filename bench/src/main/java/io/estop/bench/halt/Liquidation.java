package io.estop.bench.halt;

import io.estop.embedded.Stack;
import io.estop.embedded.client.StarterClient;
import io.estop.embedded.client.StarterClient.Press;
import io.estop.embedded.portfolio.AsOf;
import io.estop.embedded.portfolio.GeneratedPortfolio;
import io.estop.embedded.portfolio.PortfolioRequest;
import io.estop.embedded.process.Await;
import io.estop.model.Phase;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** A large book that is being liquidated while others press: one account, again and again. */
final class Liquidation {
  private static final Duration UNDER_WAY_WITHIN = Duration.ofSeconds(120);
  private static final Duration OVER_WITHIN = Duration.ofMinutes(10);
  private static final Set<String> OVER =
      Set.of(Phase.VERIFYING.name(), Phase.HOLDING.name(), Phase.CLOSED.name());

  private final Stack stack;
  private final String book;
  private final StarterClient presser;
  private int runs;

  Liquidation(Stack stack, int positions, Clock clock) {
    this.stack = stack;
    this.presser = stack.as(stack.tokens().presser());
    this.book =
        GeneratedPortfolio.of(new PortfolioRequest(positions, 0, 42, AsOf.today(clock))).toJson();
  }

  String stopId() {
    return "liquidation-" + runs;
  }

  /** Fills the book anew, presses FLATTEN on its account, and waits until orders go out. */
  void begin() {
    runs++;
    stack.paper().seed(book);
    presser
        .press(
            new Press(stopId(), "account:" + Stack.ACCOUNT, "FLATTEN", "bench halt: a large book"))
        .orThrow("pressing " + stopId());
    if (!Await.until(
        () -> phase().equals(Phase.LIQUIDATING.name()) || isOver(), UNDER_WAY_WITHIN)) {
      throw new IllegalStateException("nothing is liquidated: " + stopId() + " is " + phase());
    }
  }

  boolean isOver() {
    return OVER.contains(phase());
  }

  void awaitEnd() {
    if (!Await.until(() -> phase().equals(Phase.HOLDING.name()), OVER_WITHIN)) {
      throw new IllegalStateException("not over after " + OVER_WITHIN + ": " + phase());
    }
  }

  // From the short list: one stop with all its positions would cost the two cores a lot.
  private String phase() {
    return presser
        .stops()
        .valueStream()
        .filter(one -> one.path("stopId").asString("").equals(stopId()))
        .map(one -> one.path("phase").asString(""))
        .findFirst()
        .orElse("");
  }
}
