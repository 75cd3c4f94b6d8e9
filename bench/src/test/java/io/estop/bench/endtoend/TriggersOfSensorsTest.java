package io.estop.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.estop.embedded.Stack;
import io.estop.embedded.StackOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Each automatic trigger, from what really goes wrong (at the venue, in a database, with a
 * component) through the sensor that sees it to a halted gate; and each metric to its trip. Every
 * trigger stops a scope of its own, so that none can hide behind another.
 */
class TriggersOfSensorsTest {
  private static final String SYMBOL = "AAPL";
  private static final String SILENT = "silent-component";

  /** After so long what is usual is known: ten windows of a velocity rule. */
  private static final Duration USUAL_IS_KNOWN = Duration.ofSeconds(55);

  private static final String RULE =
      "  - {name: %s, metric: %s, comparison: %s, trip: %s, window: %s, confirmations: %d,"
          + " subject: \"%s\", scope: \"symbol:%s\", owner: risk, rationale: test}";
  private static final String ACCOUNT = Stack.ACCOUNT.toString();
  private static final String NOTICES = "estop-notice";

  /** Each gives people something to be told; ten notices are sent at a time, each for 5 s. */
  private static final int STOPS = 24;

  private static Stack stack;
  private static final ExecutorService answering = Executors.newCachedThreadPool();
  private static HttpServer exposed;
  private static volatile String exposition = "market_vix 14\n";
  private static volatile boolean slackHangs;
  private static TestGate gate;
  private static Rows rows;
  private static VenueControl venue;
  private static Instant began = Instant.EPOCH;

  @BeforeAll
  static void startEverything(@TempDir Path folder) throws IOException {
    exposed = exposition();
    Path rules = Files.writeString(folder.resolve("rules.yml"), rules());
    StackOptions options =
        DurableStack.options()
            .withPortfolio(DurableStack.book(32, 8, 7).toJson())
            // Prices that never move have no usual way to compare with.
            .withPaperSetting("paper.movement", "1")
            .withSetting("estop.venues[0].request-timeout", "2s")
            .withSetting("estop.liquidation.quiet-period", "3s")
            .withSetting("estop.breaker.enabled", "true")
            .withSetting("estop.breaker.check-interval", "1s")
            .withSetting("estop.breaker.max-drawdown-percent", "99")
            .withSetting("estop.breaker.rules", rules.toString())
            .withSetting("estop.sensors.sample-every", "150ms")
            .withSetting("estop.sensors.instruments[0].symbol", SYMBOL)
            .withSetting("estop.slack.token", "xoxb-test")
            .withSetting("estop.slack.channel", "stops")
            .withSetting(
                "estop.slack.base-url",
                "http://127.0.0.1:" + exposed.getAddress().getPort() + "/slack/")
            .withSetting("estop.sensors.scrapes[0].name", "market data")
            .withSetting(
                "estop.sensors.scrapes[0].url",
                "http://127.0.0.1:" + exposed.getAddress().getPort() + "/metrics")
            .withSetting("estop.sensors.scrapes[0].series[0].metric", "vix")
            .withSetting("estop.sensors.scrapes[0].series[0].name", "market_vix")
            .withSetting("estop.sensors.scrapes[0].series[0].subject", "vix")
            .withSetting("estop.components[1].name", SILENT)
            .withSetting("estop.components[1].max-order-quantity", "1")
            .withSetting("estop.components[1].max-position-quantity", "1");
    stack = DurableStack.start(options);
    began = Instant.now();
    gate = TestGate.of(stack);
    rows = Rows.of(stack);
    venue = new VenueControl(stack);
  }

  private static String rules() {
    return Stream.of(
            rule("crossed", "data_quality", "below", "0.8", 2, ACCOUNT, "QUALITY"),
            rule("busy", "volume", "above", "10", 1, SYMBOL, "VOLUME"),
            rule("refused", "reject_ratio", "above", "0.5", 2, ACCOUNT, "EXECUTION"),
            rule("unfilled", "fill_ratio", "below", "0.9", 2, ACCOUNT, "EXECUTION"),
            rule("dear", "slippage", "above", "0.02", 2, ACCOUNT, "EXECUTION"),
            rule("slow", "order_execution_time", "above", "2000", 2, ACCOUNT, "EXECUTION"),
            rule("loop", "repeated_orders", "above", "8", 1, ACCOUNT, "EXECUTION"),
            rule("silent", "heartbeat_age", "above", "10", 2, SILENT, "HEALTH"),
            rule("backlog", "queue_backlog", "above", "5", 2, NOTICES, "BACKLOG"),
            rule("database", "database_latency", "above", "300", 1, "redis", "HEALTH"),
            rule("errors", "error_rate", "above", "0.01", 1, ACCOUNT, "HEALTH"),
            rule("vix", "vix", "above", "30", 2, "vix", "VOLATILITY"),
            rule("wide", "spread", "above", "5", 2, SYMBOL, "VOLATILITY"),
            rule("thin", "depth", "below", "0.1", 2, SYMBOL, "VOLATILITY"),
            rule("fast", "price_velocity", "above", "4", 1, SYMBOL, "VOLATILITY"),
            rule("sigmas", "price_velocity_sigmas", "above", "100", 1, SYMBOL, "VOLATILITY"),
            rule("wild", "realised_volatility", "above", "20", 1, SYMBOL, "VOLATILITY"),
            rule("loss", "daily_loss", "above", "0.2", 2, ACCOUNT, "LOSS"),
            rule("large", "position_value", "above", "100000000", 2, ACCOUNT, "LIMITS"),
            rule("exposed", "exposure", "above", "100000000", 2, ACCOUNT, "LIMITS"),
            rule("single", "concentration", "above", "0.99", 2, ACCOUNT, "LIMITS"),
            rule("hanging", "api_response_time", "above", "1000", 1, ACCOUNT, "API"),
            rule("failing", "api_errors", "above", "3", 1, ACCOUNT, "API"))
        .collect(Collectors.joining("\n", "rules:\n", "\n"));
  }

  private static String rule(
      String name,
      String metric,
      String comparison,
      String trip,
      int confirmations,
      String subject,
      String scope) {
    return RULE.formatted(name, metric, comparison, trip, "4s", confirmations, subject, scope);
  }

  /** Stands for a process that exposes what the market's data vendor says, and for Slack. */
  private static HttpServer exposition() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] body = exposition.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.createContext(
        "/slack/",
        exchange -> {
          while (slackHangs) {
            Eventually.pause(Duration.ofMillis(100));
          }
          byte[] body = "{\"ok\":true,\"ts\":\"1.1\"}".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.setExecutor(answering);
    server.start();
    return server;
  }

  @AfterAll
  static void endEverything() {
    slackHangs = false;
    if (exposed != null) {
      exposed.stop(0);
    }
    answering.shutdownNow();
    if (stack != null) {
      gate.close();
      stack.close();
    }
  }

  @Test
  void eachHaltsAGate() {
    // Asked here: orders that go wrong may move the market as well.
    gate.awaitAllowed("VOLATILITY");
    quotesThatCannotBeBelieved();
    aDayOfUnusualVolume();
    aLossOnOpenPositions();
    ordersThatGoWrong();
    aComponentThatIsNotHeardAndADatabaseThatIsSlow();
    aQueueThatGrows();
    aMarketThatRuns();
    aPositionBeyondItsLimit();
    aVenueThatDoesNotAnswer();
    Stream.of(
            "QUALITY",
            "VOLUME",
            "EXECUTION",
            "HEALTH",
            "BACKLOG",
            "VOLATILITY",
            "LOSS",
            "LIMITS",
            "API")
        .forEach(
            scope ->
                assertThat(
                        rows.number("select count(*) from stop where scope = ?", "symbol:" + scope))
                    .as("an episode presses once: " + scope)
                    .isEqualTo(1));
  }

  private static void quotesThatCannotBeBelieved() {
    gate.awaitAllowed("QUALITY");
    venue.faults(Map.of("badData", Map.of(SYMBOL, "QUOTE_CROSSED")));

    awaitTrips("crossed");
    venue.faults(Map.of());

    halts("QUALITY", "DATA_QUALITY");
  }

  private static void aDayOfUnusualVolume() {
    gate.awaitAllowed("VOLUME");
    venue.faults(Map.of("badData", Map.of(SYMBOL, "BAR_BUSY")));

    awaitTrips("busy");
    venue.faults(Map.of());

    halts("VOLUME", "UNUSUAL_VOLUME");
  }

  private static void ordersThatGoWrong() {
    gate.awaitAllowed("EXECUTION");
    stack.paper().admin("transfers", Map.of("amount", "100000000")).orThrow("a deposit");
    // More than the book holds: what is left is cancelled.
    send(6, "5000", "dear-");
    cancelAll();
    venue.faults(Map.of("rejections", 1.0));
    send(20, "1", "refused-");
    venue.faults(Map.of("partialFill", 1.0));
    send(6, "10", "part-");
    cancelAll();
    send(1, "10", "hanging-");

    awaitTrips("refused", "unfilled", "dear", "slow", "loop");
    venue.faults(Map.of());

    halts("EXECUTION", "EXECUTION_ANOMALY");
  }

  private static void aComponentThatIsNotHeardAndADatabaseThatIsSlow() {
    awaitTrips("silent");
    halts("HEALTH", "SYSTEM_HEALTH");

    Eventually.see(
        "a slow Redis is seen",
        Eventually.SOON,
        () -> {
          // Shorter than anybody waits for it: what is given up is silent, not slow.
          Signals.freeze(stack.redis().pid());
          Eventually.pause(Duration.ofMillis(800));
          Signals.thaw(stack.redis().pid());
          Eventually.pause(Duration.ofMillis(700));
          return trips("database");
        },
        count -> count == 1);
  }

  /** Slack hangs while people press: notices wait in their task queue, and so would a warning. */
  private static void aQueueThatGrows() {
    gate.awaitAllowed("BACKLOG");
    Desk desk = new Desk(stack);
    slackHangs = true;
    for (int i = 0; i < STOPS; i++) {
      desk.pressed("busy-" + i, "symbol:BUSY" + i, "HALT", "ACCEPTED");
    }

    awaitTrips("backlog");
    slackHangs = false;

    halts("BACKLOG", "SYSTEM_HEALTH");
    assertThat(
            rows.query("select why from breaker_trip where trip_id like 'backlog/%'")
                .get(0)
                .get("why"))
        .contains("queue_backlog of " + NOTICES + " above or at 5 count 2 times in a row");
  }

  private static void aMarketThatRuns() {
    Eventually.see(
        "what is usual is known",
        Eventually.OVER,
        Instant::now,
        now -> now.isAfter(began.plus(USUAL_IS_KNOWN)));
    exposition = "market_vix 45\n";
    awaitTrips("vix");
    venue.faults(Map.of("badData", Map.of(SYMBOL, "QUOTE_WIDE")));
    awaitTrips("wide");
    venue.faults(Map.of("badData", Map.of(SYMBOL, "QUOTE_THIN")));
    awaitTrips("thin");
    venue.faults(Map.of());
    int[] turns = {0};
    Eventually.see(
        "a market that swings is seen",
        Eventually.SOON,
        () -> {
          shift(turns[0]++ % 4 < 2 ? 6 : -6, List.of(SYMBOL));
          Eventually.pause(Duration.ofMillis(200));
          return Stream.of("fast", "sigmas", "wild").mapToLong(TriggersOfSensorsTest::trips).sum();
        },
        count -> count == 3);

    halts("VOLATILITY", "VOLATILITY_SPIKE");
  }

  private static void aLossOnOpenPositions() {
    gate.awaitAllowed("LOSS");
    // The watched market stands still: it has a turn of its own.
    BigDecimal net = BigDecimal.ZERO;
    List<String> others = new ArrayList<>();
    for (JsonNode position : stack.paper().positions()) {
      String symbol = position.path("symbol").asString();
      if (!symbol.equals(SYMBOL)) {
        net = net.add(new BigDecimal(position.path("market_value").asString("0")));
        others.add(symbol);
      }
    }
    shift(net.signum() > 0 ? -60 : 60, others);

    awaitTrips("loss");

    halts("LOSS", "DRAWDOWN");
  }

  private static void aPositionBeyondItsLimit() {
    gate.awaitAllowed("LIMITS");
    stack
        .paper()
        .http()
        .put("/admin/positions", Map.of("symbol", SYMBOL, "qty", "100000000", "avgEntryPrice", "1"))
        .orThrow("PUT /admin/positions");

    awaitTrips("large", "exposed", "single");

    halts("LIMITS", "RISK_LIMIT_BREACH");
  }

  private static void aVenueThatDoesNotAnswer() {
    gate.awaitAllowed("API");
    Eventually.see(
        "slow answers are seen",
        Eventually.SOON,
        () -> {
          venue.freeze();
          Eventually.pause(Duration.ofMillis(1_600));
          venue.thaw();
          Eventually.pause(Duration.ofMillis(100));
          return trips("hanging");
        },
        count -> count == 1);
    venue.freeze();
    try {
      awaitTrips("failing", "errors");
    } finally {
      venue.thaw();
    }

    halts("API", "API_FAILURE");
  }

  private static void send(int orders, String quantity, String name) {
    for (int i = 0; i < orders; i++) {
      stack
          .paper()
          .submit(
              Map.of(
                  "symbol",
                  SYMBOL,
                  "qty",
                  quantity,
                  "side",
                  "buy",
                  "type",
                  "market",
                  "time_in_force",
                  "day",
                  "client_order_id",
                  name + i))
          .orThrow("order");
    }
  }

  private static void cancelAll() {
    stack.paper().http().delete("/v2/orders").orThrow("DELETE /v2/orders");
  }

  private static void shift(int percent, List<String> symbols) {
    stack
        .paper()
        .admin("price-shift", Map.of("percent", percent, "symbols", symbols))
        .orThrow("POST /admin/price-shift");
  }

  private static void awaitTrips(String... rules) {
    for (String rule : rules) {
      Eventually.see(
          "the rule " + rule + " trips", Eventually.SOON, () -> trips(rule), count -> count == 1);
    }
  }

  private static long trips(String rule) {
    return rows.number("select count(*) from breaker_trip where trip_id like ?", rule + "/%");
  }

  private static void halts(String scope, String trigger) {
    gate.awaitDenied(scope, "HALTED");
    List<Map<String, String>> stops =
        Eventually.see(
            "the stop of " + scope + " is recorded",
            Eventually.SOON,
            () -> rows.query("select trigger_kind from stop where scope = ?", "symbol:" + scope),
            found -> found.size() == 1);
    assertThat(stops.get(0)).containsEntry("trigger_kind", trigger);
  }
}
