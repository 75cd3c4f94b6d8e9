package io.estop.embedded.demo;

import io.estop.embedded.ExitCodes;
import io.estop.embedded.Stack;
import io.estop.embedded.StackIdentity;
import io.estop.embedded.client.CallFailure;
import io.estop.embedded.client.StarterClient;
import io.estop.embedded.client.StarterClient.Press;
import io.estop.embedded.process.Await;
import io.estop.example.TradingEngine;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.JsonNode;

/** The story of one demo: trading, press or trip, flat, report, and the way back where asked. */
final class Demo {

  static final String SCOPE = "firm";

  private static final Duration TRADES_WITHIN = Duration.ofSeconds(20);
  private static final Duration TRADES_AGAIN_WITHIN = Duration.ofSeconds(20);
  private static final long ORDERS_FIRST = 5;

  private final Stack stack;
  private final DemoPlan plan;
  private final Screen screen;
  private final HeardHolds heard = new HeardHolds(Clock.systemUTC(), System::nanoTime);

  /** Where this process pressed itself, and its gate has heard of it. */
  private Optional<Long> pressToDenied = Optional.empty();

  Demo(Stack stack, DemoPlan plan, Screen screen) {
    this.stack = stack;
    this.plan = plan;
    this.screen = screen;
  }

  /** Runs it and returns the exit code; stays until Ctrl-C unless it is to run once. */
  int run(long startupMillis) {
    DemoLog.writeTo(stack.runFolder());
    try (TradingEngine trader = DemoTrader.start(stack, plan.portfolio(), heard)) {
      DemoResult result = new DemoResult(stack.temporal().facts().kind(), startupMillis);
      screen.says("everything runs after " + Screen.seconds(startupMillis));
      printLinks();
      boolean good = tell(trader, result);
      if (!plan.once()) {
        stay();
      }
      screen.raw(result.json());
      return good ? ExitCodes.FLAT : ExitCodes.NOT_FLAT;
    } catch (CallFailure e) {
      if (stack.isClosing()) {
        // Ctrl-C ended the processes that were being asked; the shutdown hook does the rest.
        return ExitCodes.NOT_FLAT;
      }
      throw e;
    }
  }

  private boolean tell(TradingEngine trader, DemoResult result) {
    trade(trader);
    long before = trader.ordersSent();
    long pressed = System.nanoTime();
    Optional<String> stopId = plan.recover() ? trip() : Optional.of(press());
    if (stopId.isEmpty()) {
      screen.verdict("the breaker did not press a stop", false);
      return false;
    }
    StopView stop = follow(stopId.get());
    result.stop(stop, denied(stop), (System.nanoTime() - pressed) / 1_000_000);
    boolean live = !plan.recover() || (stop.isFlat() && recover(stop, trader, result));
    result.trader(before, trader.ordersDenied(), trader.ordersSent() - before);
    if (plan.once() && !(plan.recover() && live)) {
      close(stop);
    }
    return stop.isFlat() && live;
  }

  private void trade(TradingEngine trader) {
    screen.title("A component trades through the gate");
    boolean trades = awaitOrders(trader, ORDERS_FIRST, TRADES_WITHIN);
    screen.says(
        "%d positions, %d working orders; demo-trader has sent %d orders%s"
            .formatted(
                plan.portfolio().positions().size(),
                plan.portfolio().orders().size(),
                trader.ordersSent(),
                trades ? "" : ", denied " + trader.ordersDenied()));
  }

  private static boolean awaitOrders(TradingEngine trader, long count, Duration bound) {
    return Await.until(() -> trader.ordersSent() >= count, bound);
  }

  private String press() {
    screen.title("Pressing the stop: FLATTEN " + SCOPE);
    String stopId = "demo-" + UUID.randomUUID();
    StarterClient presser = stack.as(stack.tokens().presser());
    // What this process does for the first time is not what is measured.
    presser.http().post("/api/v1/ping", Map.of());
    long pressed = System.nanoTime();
    JsonNode answer =
        presser
            .press(new Press(stopId, SCOPE, "FLATTEN", "demo: the stop is pressed by hand"))
            .orThrow("POST /api/v1/stops");
    screen.says("answer " + answer.path("answer").asString("") + places(answer));
    pressToDenied = heard.millisSince(pressed, stopId);
    pressToDenied.ifPresent(
        millis -> screen.says("demo-trader denies " + millis + " ms after the press"));
    return stopId;
  }

  /** By this process's own clock where it pressed, else by the clock that it shares. */
  private Optional<Long> denied(StopView stop) {
    return pressToDenied.or(
        () -> stop.pressedAt().flatMap(at -> heard.millisSince(at, stop.stopId())));
  }

  private static String places(JsonNode answer) {
    StringBuilder text = new StringBuilder();
    for (JsonNode place : answer.path("places")) {
      text.append(text.isEmpty() ? ": " : ", ")
          .append(place.path("place").asString(""))
          .append(place.path("done").asBoolean(false) ? " done" : " not yet");
    }
    return text.toString();
  }

  private Optional<String> trip() {
    screen.title("Moving prices until the circuit breaker presses by itself");
    Optional<String> stopId = new BreakerTrip(stack, screen).trip();
    stopId.ifPresent(id -> screen.says("the breaker pressed stop " + id));
    return stopId;
  }

  private StopView follow(String stopId) {
    StopView stop = new StopFollower(stack.as(stack.tokens().viewer()), screen).follow(stopId);
    screen.title("Report");
    StopReport.lines(stop).forEach(screen::says);
    screen.verdict(stop.outcome().orElse("no outcome"), stop.isFlat());
    screen.says("stop page       " + stack.console() + "/stops/" + stopId);
    return stop;
  }

  private boolean recover(StopView stop, TradingEngine trader, DemoResult result) {
    screen.title("The way back: four stages, each asked for by one and approved by another");
    RecoveryResult recovery = new RecoveryWalk(stack, screen).walk(stop.stopId());
    result.recovery(recovery);
    if (!recovery.isLive()) {
      return false;
    }
    long before = trader.ordersSent();
    boolean tradesAgain = awaitOrders(trader, before + 3, TRADES_AGAIN_WITHIN);
    screen.verdict(
        tradesAgain
            ? "LIVE: demo-trader trades again, " + (trader.ordersSent() - before) + " orders"
            : "LIVE, but demo-trader does not trade again",
        tradesAgain);
    return tradesAgain;
  }

  private void close(StopView stop) {
    var answer = stack.as(stack.tokens().presser()).close(stop.stopId(), "end of the demo");
    screen.says(
        answer.isSuccess()
            ? "stop closed: its run ends"
            : "the stop is not closed: " + answer.complaint());
  }

  private void printLinks() {
    screen.says("console         " + stack.console());
    stack.temporal().facts().ui().ifPresent(ui -> screen.says("Temporal UI     " + ui));
    screen.says("tokens of this demo only:");
    printToken(stack.tokens().presser());
    printToken(stack.tokens().requester());
    printToken(stack.tokens().approver());
    printToken(stack.tokens().viewer());
  }

  private void printToken(StackIdentity who) {
    screen.says("  %-15s %-9s %s".formatted(who.name(), who.role(), who.token()));
  }

  private void stay() {
    screen.title("Everything stays up until Ctrl-C");
    screen.says("console         " + stack.console());
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
