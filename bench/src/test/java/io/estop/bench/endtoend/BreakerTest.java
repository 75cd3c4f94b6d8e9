package io.estop.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.breaker.rules.RuleBook;
import io.estop.breaker.rules.RuleFile;
import io.estop.breaker.watch.Watch;
import io.estop.embedded.Stack;
import io.estop.embedded.stores.EmbeddedDatabase;
import io.estop.model.EnvironmentId;
import io.estop.model.breaker.Metric;
import io.estop.model.breaker.Reading;
import io.estop.store.Database;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import tools.jackson.databind.JsonNode;

/** From a reading to a halted gate, and what becomes of it when the parts between are gone. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BreakerTest {
  private static final String RULES =
      """
      rules:
        - {name: wide, metric: spread, trip: 5, scope: "symbol:GOOGL", owner: risk, rationale: test}
        - {name: thin, metric: depth, comparison: below, trip: 0.2, scope: "symbol:AMZN",
           owner: risk, rationale: test}
        - {name: fast, metric: price_velocity, trip: 5, scope: "symbol:META", owner: risk,
           rationale: test}
      """;

  /** How long Temporal stays away at least: {@code -Destop.outage.seconds=120} for two minutes. */
  private static final Duration OUTAGE =
      Duration.ofSeconds(Long.getLong("estop.outage.seconds", 0));

  private static Stack stack;
  private static TestGate gate;
  private static Rows rows;
  private static Path file = Path.of("");
  private static int ids;

  @BeforeAll
  static void startEverything(@TempDir Path folder) throws IOException {
    file = Files.writeString(folder.resolve("rules.yml"), RULES);
    stack =
        DurableStack.start(
            DurableStack.options()
                .withPortfolio(DurableStack.book(64, 20, 7).toJson())
                .withSetting("estop.breaker.enabled", "true")
                .withSetting("estop.breaker.check-interval", "1s")
                .withSetting("estop.breaker.max-drawdown-percent", "99")
                .withSetting("estop.breaker.rules", file.toString()));
    gate = TestGate.of(stack);
    rows = Rows.of(stack);
  }

  @AfterAll
  static void endEverything() {
    if (stack != null) {
      gate.close();
      stack.close();
    }
  }

  @Test
  @Order(1)
  void aPostedReadingThatTripsHaltsTheGateInItsRequest() {
    gate.awaitAllowed("GOOGL");
    post("spread", "GOOGL", "9", "ratio");

    JsonNode trip = post("spread", "GOOGL", "9", "ratio").at("/trips/0");

    assertThat(trip.path("answer").asString()).isEqualTo("ACCEPTED");
    gate.awaitDenied("GOOGL", "HALTED");
    gate.awaitAllowed("MCD");
    awaitPressedOnce("wide");
  }

  /** Judged and recorded by a process that dies before it presses: nobody else knows of it. */
  @Test
  @Order(2)
  void aTripWhoseProcessDiedBeforeItsPressIsPressedByTheBreakersRun() {
    gate.awaitAllowed("AMZN");
    stack.worker().kill();
    String tripId;
    try (Watch dying = watch()) {
      Instant now = Instant.now();
      dying.take(List.of(reading(Metric.DEPTH, "AMZN", "0.1", now.minusMillis(10))));
      tripId =
          dying.take(List.of(reading(Metric.DEPTH, "AMZN", "0.1", now))).trips().get(0).tripId();
    }
    assertThat(gate.order("AMZN").allowed()).isTrue();

    stack.worker().restart();

    gate.awaitDenied("AMZN", "HALTED");
    assertThat(tripId).isEqualTo("thin/symbol:AMZN#AMZN/1");
    Eventually.see(
        "the ledger has the trip once",
        Eventually.SOON,
        () ->
            rows.number(
                "select count(*) from ledger where action = 'TRIP' and details like ?",
                "%" + tripId + "%"),
        count -> count == 1);
    awaitPressedOnce("thin");
  }

  @Test
  @Order(3)
  void withoutTemporalAPostedReadingHaltsAtOnceAndTheWatchdogHaltsWhatNobodyWatches() {
    gate.awaitAllowed("META");
    gate.awaitAllowed("MCD");
    stack.temporal().kill();
    Instant killed = Instant.now();
    post("price_velocity", "META", "9", "percent");

    post("price_velocity", "META", "9", "percent");

    gate.awaitDenied("META", "HALTED");
    gate.awaitDenied("MCD", "HALTED");
    // The halt waits for no record: these follow right behind.
    Eventually.see(
        "the ledger says once that the breaker is missed",
        Eventually.SOON,
        () ->
            rows.number(
                "select count(*) from ledger"
                    + " where action = 'MISSED' and subject = 'breaker/firm'"),
        count -> count == 1);
    Eventually.see(
        "an alarm stands",
        Eventually.SOON,
        () ->
            rows.number(
                "select count(*) from alarm where kind = 'BREAKER_SILENT'"
                    + " and subject = 'firm' and cleared_at is null"),
        count -> count == 1);

    Eventually.see(
        "Temporal is away for " + OUTAGE,
        OUTAGE.plus(Eventually.SOON),
        Instant::now,
        now -> now.isAfter(killed.plus(OUTAGE)));
    List<Map<String, String>> trips = trips();
    long holds = holds();

    stack.temporal().restart();

    theRunGoesOnAndSaysWhatItMissed();
    assertThat(trips()).as("nothing trips a second time").isEqualTo(trips);
    assertThat(holds()).as("nothing is pressed a second time").isEqualTo(holds);
    awaitPressedOnce("fast");
    assertThat(
            rows.number(
                "select count(distinct stop_id) from hold where stop_id like 'breaker-silent-firm-%'"))
        .isEqualTo(1);
    assertThat(gate.order("MCD").allowed()).as("people release, nothing else does").isFalse();
  }

  private static void theRunGoesOnAndSaysWhatItMissed() {
    Eventually.see(
        "the ledger says once what the breaker missed",
        Eventually.OVER,
        () ->
            rows.query(
                "select details::json->>'text' as text from ledger"
                    + " where action = 'LOOKS_AGAIN' and subject = 'breaker/firm'"),
        said ->
            said.size() == 1
                && String.valueOf(said.get(0).get("text"))
                    .matches(
                        "the circuit breaker of firm looks again: nobody looked through its sensors"
                            + " from .*; stop breaker-silent-firm-[^ ]+ was pressed for it.*"));
    String from =
        String.valueOf(
            rows.query("select ticked_at from breaker where scope = 'firm'")
                .get(0)
                .get("ticked_at"));
    Eventually.see(
        "the breaker goes on looking, and misses nothing any more",
        Eventually.OVER,
        () ->
            rows.number(
                "select count(*) from breaker where missed_stop is null and ticked_at > "
                    + "cast(? as timestamptz) + interval '3 seconds' and scope = 'firm'",
                from),
        count -> count == 1);
    Eventually.see(
        "its run tells of itself",
        Eventually.SOON,
        () -> stack.as(stack.tokens().viewer()).http().get("/api/v1/breakers/firm").body(),
        breaker ->
            breaker.path("ticks").asLong() > 0 && breaker.path("trouble").asString("").isEmpty());
  }

  private static List<Map<String, String>> trips() {
    return rows.query("select trip_id, stop_id from breaker_trip order by trip_id");
  }

  private static long holds() {
    return rows.number("select count(*) from hold");
  }

  /** The halt waits for no record. */
  private static void awaitPressedOnce(String rule) {
    Eventually.see(
        "the flag holds one stop of " + rule,
        Eventually.SOON,
        () -> rows.number("select count(*) from hold where stop_id like ?", rule + "-%"),
        count -> count == 1);
  }

  private static JsonNode post(String metric, String subject, String value, String unit) {
    Map<String, String> reading =
        Map.of(
            "id", "e2e-" + ids++,
            "metric", metric,
            "subject", subject,
            "value", value,
            "unit", unit,
            "at", Instant.now().toString());
    return Eventually.see(
            "the reading is taken",
            Eventually.SOON,
            () ->
                stack
                    .as(stack.tokens().presser())
                    .http()
                    .post("/api/v1/readings", Map.of("readings", List.of(reading))),
            answer -> answer.isSuccess())
        .body();
  }

  private static Watch watch() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(stack.database().url());
    source.setUser(EmbeddedDatabase.USER);
    RuleBook book = new RuleBook(RuleFile.read(file));
    return new Watch(
        new Database(source, EnvironmentId.parse(stack.environment())),
        () -> book,
        scope -> List.of(),
        () -> false,
        Clock.systemUTC());
  }

  private static Reading reading(Metric metric, String subject, String value, Instant at) {
    return new Reading(metric, subject, new BigDecimal(value), at);
  }
}
