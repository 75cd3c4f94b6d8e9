package io.estop.embedded.demo;

import io.estop.embedded.Stack;
import io.estop.embedded.StackOptions;
import io.estop.embedded.client.PaperClient;
import io.estop.embedded.client.StarterClient;
import io.estop.embedded.process.Await;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Moves prices against the book until the circuit breaker presses by itself. */
final class BreakerTrip {

  private static final int MAX_DRAWDOWN_PERCENT = 3;
  private static final int MOST_PERCENT = 60;
  private static final BigDecimal WANTED_LOSS = new BigDecimal("0.06");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final Duration ARMED_WITHIN = Duration.ofSeconds(30);
  private static final Duration TRIPS_WITHIN = Duration.ofSeconds(60);

  private final Stack stack;
  private final Screen screen;

  BreakerTrip(Stack stack, Screen screen) {
    this.stack = stack;
    this.screen = screen;
  }

  /** Switches the breaker on: a drawdown of 3 % of equity, seen twice, one second apart. */
  static StackOptions enable(StackOptions options) {
    return options
        .withSetting("estop.breaker.enabled", "true")
        .withSetting("estop.breaker.scope", Demo.SCOPE)
        .withSetting("estop.breaker.account", Stack.ACCOUNT.toString())
        .withSetting("estop.breaker.max-drawdown-percent", String.valueOf(MAX_DRAWDOWN_PERCENT))
        .withSetting("estop.breaker.check-interval", "1s")
        .withSetting("estop.breaker.confirmations", "2")
        .withSetting("estop.recovery.soak", "1s");
  }

  /** Moves prices and returns the id of the stop that the breaker pressed; empty if it did not. */
  Optional<String> trip() {
    StarterClient viewer = stack.as(stack.tokens().viewer());
    if (!Await.until(() -> viewer.breaker(Demo.SCOPE).isSuccess(), ARMED_WITHIN)) {
      screen.says("the breaker of " + Demo.SCOPE + " does not answer");
    }
    int percent = shift(stack.paper());
    stack.paper().shiftPrices(percent);
    screen.says(
        "all prices moved by %+d %%; the breaker trips at a drawdown of %d %%"
            .formatted(percent, MAX_DRAWDOWN_PERCENT));
    Await.until(() -> newest(viewer).isPresent(), TRIPS_WITHIN);
    return newest(viewer);
  }

  private static Optional<String> newest(StarterClient viewer) {
    return StreamSupport.stream(viewer.stops().spliterator(), false)
        .map(stop -> stop.path("stopId").asString(""))
        .filter(id -> !id.isEmpty())
        .findFirst();
  }

  // Down for a book that is long on balance, up for a short one, far enough to lose 6 % of equity.
  private static int shift(PaperClient venue) {
    BigDecimal equity = new BigDecimal(venue.account().path("equity").asString("0"));
    BigDecimal net = BigDecimal.ZERO;
    for (JsonNode position : venue.positions()) {
      net = net.add(new BigDecimal(position.path("market_value").asString("0")));
    }
    if (net.signum() == 0) {
      return -MOST_PERCENT;
    }
    int percent =
        equity
            .multiply(WANTED_LOSS)
            .multiply(HUNDRED)
            .divide(net.abs(), 0, RoundingMode.CEILING)
            .min(BigDecimal.valueOf(MOST_PERCENT))
            .intValueExact();
    return net.signum() > 0 ? -percent : percent;
  }
}
