package io.estop.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.Action;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.store.breaker.Trips;
import io.estop.store.flag.Flag;
import io.estop.store.ledger.Ledger;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Posted readings: judged and pressed in their request; nothing bad trips or stops anything. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReadingApiTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String RULES =
      """
      rules:
        - {name: wide, metric: spread, trip: 5, scope: "symbol:AAPL", owner: risk, rationale: a test}
        - {name: far, metric: drawdown, trip: 50, scope: "account:paper/PA1", owner: risk, rationale: a test}
        - {name: lost, metric: daily_loss, trip: 5, scope: "strategy:momentum", owner: risk, rationale: a test}
        - {name: slow, metric: api_response_time, trip: 900, scope: "venue:paper", owner: risk, rationale: a test}
      """;

  private FrontDoor door;
  private int ids;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Path rules = Files.writeString(folder.resolve("rules.yml"), RULES);
    door = FrontDoor.withStores("--estop.breaker.rules=" + rules);
  }

  @AfterAll
  void stop() {
    door.close();
  }

  @Test
  void aReadingThatTripsIsPressedBeforeTheAnswer() {
    Instant now = Instant.now();
    JsonNode first = taken(reading("spread", "AAPL", "9", "ratio", now.minusMillis(20)));
    assertThat(first.path("trips")).isEmpty();
    assertThat(first.path("taken").asInt()).isEqualTo(1);

    JsonNode trip = taken(reading("spread", "AAPL", "9.5", "ratio", now)).at("/trips/0");

    assertThat(trip.path("tripId").asString()).isEqualTo("wide/symbol:AAPL#AAPL/1");
    assertThat(trip.path("answer").asString()).isEqualTo("ACCEPTED");
    assertThat(trip.path("why").asString()).contains("2 times in a row: 9 at ", ", 9.5 at ");
    StopId stop = StopId.parse(trip.path("stopId").asString());
    assertThat(door.bean(Flag.class).read().holds().get(stop))
        .matches(hold -> hold != null && hold.action() == Action.CANCEL);
    Until.answer(
        Duration.ofSeconds(10),
        () -> door.bean(Ledger.class).about("breaker/symbol:AAPL", List.of("TRIP"), 9),
        rows -> rows.size() == 1);
    assertThat(taken(reading("spread", "AAPL", "9.7", "ratio", Instant.now())).path("trips"))
        .as("an episode presses once")
        .isEmpty();
  }

  @Test
  void aRuleThatStopsAStrategyHoldsItsOrdersAndNoOthers() {
    Instant now = Instant.now();
    taken(reading("daily_loss", "", "9", "percent", now.minusMillis(20)));

    JsonNode trip = taken(reading("daily_loss", "", "9", "percent", now)).at("/trips/0");

    assertThat(trip.path("answer").asString()).as(trip.toString()).isEqualTo("ACCEPTED");
    StopId stop = StopId.parse(trip.path("stopId").asString());
    assertThat(door.bean(Flag.class).read().holds().get(stop))
        .matches(hold -> hold != null && hold.action() == Action.CANCEL)
        .matches(hold -> hold != null && hold.scope().equals(Scope.parse("strategy:momentum")));
    Until.answer(SOON, () -> verdict("momentum"), "HALTED"::equals);
    Until.answer(SOON, () -> verdict("carry"), "null"::equals);
  }

  /** Why the gate denies an order of a strategy; null where it does not. */
  private String verdict(String strategy) {
    Map<String, String> order =
        Map.of(
            "orderId", "o" + ids++,
            "account", "paper/PA1",
            "symbol", "QUIET",
            "side", "BUY",
            "quantity", "1",
            "position", "0",
            "strategy", strategy);
    String body = JSON.writeValueAsString(order);
    HttpResponse<String> answer = door.post("/api/v1/gate/orders", FrontDoor.MACHINE, body);
    return String.valueOf(FrontDoor.json(answer).path("reason").asString("null"));
  }

  @Test
  void whatIsWrongWithOneIsSaidOfItAndSpoilsNoOther() {
    Instant now = Instant.now();
    JsonNode answer =
        taken(
            reading("spread", "MSFT", "NaN", "ratio", now),
            reading("spread", "MSFT", "Infinity", "ratio", now),
            reading("spread", "MSFT", "1e999999999", "ratio", now),
            reading("fear", "MSFT", "9", "ratio", now),
            reading("spread", "MSFT", "9", "percent", now),
            reading("spread", "MS FT", "9", "ratio", now),
            reading("spread", "MSFT", "9", "ratio", now.plusSeconds(60)),
            Map.of("id", "x", "metric", "spread", "value", "9", "unit", "ratio", "at", "today"),
            Map.of("metric", "spread"),
            reading("slow", "MSFT", "9", "ratio", now),
            reading("api_response_time", "alpaca", "12", "milliseconds", now));

    assertThat(answer.path("taken").asInt()).isEqualTo(1);
    List<String> whys = new ArrayList<>();
    answer.path("refused").forEach(one -> whys.add(one.path("why").asString()));
    assertThat(whys)
        .hasSize(10)
        .satisfies(
            all -> assertThat(all.get(0)).isEqualTo("value must be a decimal number but was: NaN"))
        .satisfies(all -> assertThat(all.get(3)).startsWith("metric must be one of "))
        .satisfies(
            all -> assertThat(all.get(4)).isEqualTo("spread is counted in ratio, not in percent"))
        .satisfies(all -> assertThat(all.get(5)).startsWith("subject must be at most 64"))
        .satisfies(
            all -> assertThat(all.get(6)).startsWith("at must not be further than 5 s ahead"))
        .satisfies(all -> assertThat(all.get(7)).startsWith("at must be like "))
        .satisfies(all -> assertThat(all.get(8)).startsWith("id must be 1 to 64"));
    assertThat(door.bean(Trips.class).newest(Scope.parse("venue:paper"), 9)).isEmpty();
  }

  @Test
  void countsDuplicatesAndWhatNobodyWatches() {
    Map<String, String> one =
        reading("api_response_time", "dup", "999", "milliseconds", Instant.now());
    JsonNode answer = taken(one, one, reading("vix", "", "99", "points", Instant.now()));

    assertThat(answer.path("duplicates").asInt()).isEqualTo(1);
    assertThat(answer.path("unwatched").asInt()).isEqualTo(1);
    assertThat(taken(one).path("duplicates").asInt()).isEqualTo(1);
    assertThat(answer.path("trips")).isEmpty();
  }

  @Test
  void refusesBatchesThatAreNone() {
    assertThat(post(FrontDoor.MACHINE, List.of()).statusCode()).isEqualTo(422);
    assertThat(
            post(
                    FrontDoor.MACHINE,
                    IntStream.range(0, 1_001).mapToObj(i -> Map.of("id", "i" + i)).toList())
                .statusCode())
        .isEqualTo(422);
    assertThat(door.post("/api/v1/readings", FrontDoor.MACHINE, "{").statusCode()).isEqualTo(400);
    assertThat(post(FrontDoor.VIEWER, List.of(Map.of())).statusCode()).isEqualTo(403);
    assertThat(door.post("/api/v1/readings", FrontDoor.MACHINE, "x".repeat(600_000)).statusCode())
        .isEqualTo(413);
  }

  @Test
  void aFloodIsToldToWaitAndTheBreakerLives() {
    Instant now = Instant.now();
    HttpResponse<String> answer = flood(now);
    for (int batch = 0; batch < 40 && answer.statusCode() == 200; batch++) {
      answer = flood(now);
    }

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 2L);
    Until.answer(
        Duration.ofSeconds(10),
        () ->
            post(
                FrontDoor.MACHINE,
                List.of(reading("api_response_time", "after", "1", "milliseconds", now))),
        after -> after.statusCode() == 200);
  }

  private HttpResponse<String> flood(Instant at) {
    return post(
        FrontDoor.MACHINE,
        IntStream.range(0, 1_000)
            .mapToObj(i -> reading("api_response_time", "f" + i % 7, "1", "milliseconds", at))
            .toList());
  }

  @Test
  void showsALineForEachRuleThoughTemporalIsDown() {
    taken(reading("api_response_time", "shown", "12", "milliseconds", Instant.now()));

    JsonNode all = FrontDoor.json(door.get("/api/v1/breakers", FrontDoor.VIEWER)).path("breakers");
    List<String> lines = new ArrayList<>();
    all.forEach(
        breaker ->
            breaker
                .path("rules")
                .forEach(
                    rule ->
                        lines.add(
                            breaker.path("scope").asString()
                                + " "
                                + rule.path("rule").asString()
                                + " "
                                + rule.path("subject").asString()
                                + " "
                                + rule.path("state").asString())));
    assertThat(lines)
        .contains(
            "venue:paper slow shown ARMED", "account:paper/PA1 far  ARMED", "firm drawdown  ARMED");
  }

  private JsonNode taken(Object... readings) {
    HttpResponse<String> answer = post(FrontDoor.MACHINE, List.of(readings));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return FrontDoor.json(answer);
  }

  private HttpResponse<String> post(String token, List<?> readings) {
    return door.post(
        "/api/v1/readings", token, JSON.writeValueAsString(Map.of("readings", readings)));
  }

  private Map<String, String> reading(
      String metric, String subject, String value, String unit, Instant at) {
    return Map.of(
        "id", "r" + ids++,
        "metric", metric,
        "subject", subject,
        "value", value,
        "unit", unit,
        "at", at.toString());
  }
}
