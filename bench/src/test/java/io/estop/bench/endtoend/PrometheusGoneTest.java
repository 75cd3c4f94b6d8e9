package io.estop.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.breaker.sensor.PrometheusServer;
import io.estop.embedded.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A real Prometheus feeds a rule of the whole stack, is ended, and comes back. */
class PrometheusGoneTest {
  private static final String SCOPE = "symbol:MSFT";
  private static final String SUBJECT = SCOPE + ": Prometheus";
  private static final String RULES =
      """
      rules:
        - {name: fear, metric: vix, subject: vix, trip: 30, scope: "symbol:MSFT", owner: risk,
           rationale: test}
        - {name: piling, metric: queue_backlog, subject: orders, warn: 5, trip: 50,
           scope: "symbol:MSFT", owner: risk, rationale: test}
        - {name: piled, metric: queue_backlog, subject: orders, trip: 5, scope: "symbol:GOOGL",
           owner: risk, rationale: test}
      """;

  private static PrometheusServer prometheus;
  private static Stack stack;
  private static TestGate gate;
  private static Rows rows;
  private static int ids;

  @BeforeAll
  static void startEverything(@TempDir Path folder) throws IOException {
    prometheus = PrometheusServer.start(PrometheusServer.installed(), folder);
    prometheus.expose("market_vix 14\n");
    stack =
        DurableStack.start(
            DurableStack.options()
                .withPortfolio(DurableStack.book(16, 8, 7).toJson())
                .withSetting("estop.breaker.enabled", "true")
                .withSetting("estop.breaker.check-interval", "1s")
                .withSetting("estop.breaker.max-drawdown-percent", "99")
                .withSetting(
                    "estop.breaker.rules",
                    Files.writeString(folder.resolve("rules.yml"), RULES).toString())
                .withSetting("estop.sensors.prometheus-url", prometheus.address().toString())
                .withSetting("estop.sensors.queries[0].metric", "vix")
                .withSetting("estop.sensors.queries[0].subject", "vix")
                .withSetting("estop.sensors.queries[0].query", "market_vix"));
    gate = TestGate.of(stack);
    rows = Rows.of(stack);
  }

  @AfterAll
  static void endEverything() {
    if (stack != null) {
      gate.close();
      stack.close();
    }
    if (prometheus != null) {
      prometheus.close();
    }
  }

  @Test
  void isSaidBlindsNoOtherRuleAndTripsOnceItIsBack() {
    gate.awaitAllowed("MSFT");
    gate.awaitAllowed("GOOGL");
    awaitState("WATCHING", "");

    prometheus.end();

    awaitState("BLIND", "no reading: Prometheus: Prometheus did not answer");
    awaitOpenAlarms(1);
    assertThat(
            rows.query(
                "select details::json->>'text' as text from ledger"
                    + " where action = 'BLIND' and subject = 'breaker/' || ?",
                SCOPE))
        .as("once, though each look finds it")
        .extracting(row -> String.valueOf(row.get("text")))
        .filteredOn(text -> text.contains("no reading: Prometheus: Prometheus did not answer"))
        .hasSize(1);
    otherRulesGoOn();
    assertThat(gate.order("MSFT").allowed()).as("silence alone stops nothing here").isTrue();

    prometheus.expose("market_vix 65\n");
    prometheus.again();

    gate.awaitDenied("MSFT", "HALTED");
    awaitOpenAlarms(0);
    assertThat(rows.query("select trip_id, why from breaker_trip where scope = ?", SCOPE))
        .singleElement()
        .satisfies(trip -> assertThat(trip.get("trip_id")).isEqualTo("fear/symbol:MSFT#vix/1"))
        .satisfies(trip -> assertThat(trip.get("why")).contains("65"));
  }

  /** The other rule of the same scope warns, one of another scope trips. */
  private static void otherRulesGoOn() {
    post(9);
    post(9);
    Eventually.see(
        "the other rule of the scope warns",
        Eventually.SOON,
        () ->
            rows.number(
                "select count(*) from ledger where action = 'WARN' and subject = 'breaker/' || ?",
                SCOPE),
        count -> count == 1);
    gate.awaitDenied("GOOGL", "HALTED");
  }

  private static void awaitState(String state, String why) {
    Eventually.see(
        "the breaker is " + state,
        Eventually.OVER,
        PrometheusGoneTest::breaker,
        found ->
            found.path("state").asString("").equals(state)
                && found.path("why").asString("").contains(why)
                && found.path("ticks").asLong() > 0);
  }

  private static JsonNode breaker() {
    return stack.as(stack.tokens().viewer()).http().get("/api/v1/breakers/" + SCOPE).body();
  }

  private static void awaitOpenAlarms(long count) {
    Eventually.see(
        count + " alarms of " + SUBJECT + " stand",
        Eventually.SOON,
        () ->
            rows.number(
                "select count(*) from alarm where kind = 'SENSOR_SILENT' and subject = ?"
                    + " and cleared_at is null",
                SUBJECT),
        open -> open == count);
  }

  private static void post(int waiting) {
    Map<String, String> reading =
        Map.of(
            "id",
            "gone-" + ids++,
            "metric",
            "queue_backlog",
            "subject",
            "orders",
            "value",
            String.valueOf(waiting),
            "unit",
            "count",
            "at",
            Instant.now().toString());
    Eventually.see(
        "the reading is taken",
        Eventually.SOON,
        () ->
            stack
                .as(stack.tokens().presser())
                .http()
                .post("/api/v1/readings", Map.of("readings", List.of(reading))),
        answer -> answer.isSuccess());
  }
}
