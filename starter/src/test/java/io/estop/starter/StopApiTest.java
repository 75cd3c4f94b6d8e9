package io.estop.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.Action;
import io.estop.model.Escalation;
import io.estop.model.Outcome;
import io.estop.model.Phase;
import io.estop.model.Press;
import io.estop.model.StopId;
import io.estop.store.flag.Flag;
import io.estop.store.flag.Outbox;
import io.estop.store.stop.Stops;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The API against real stores, while Temporal is down. */
class StopApiTest {
  private static FrontDoor door;

  @BeforeAll
  static void open() {
    door = FrontDoor.withStores();
  }

  @AfterAll
  static void close() {
    door.close();
  }

  @Test
  void refusesWhoeverHasNoKnownToken() {
    String body = FrontDoor.body("a-1", "firm", "HALT");

    assertThat(door.post("/api/v1/stops", "", body).statusCode()).isEqualTo(401);
    assertThat(door.post("/api/v1/stops", "not-a-token-at-all", body).statusCode()).isEqualTo(401);
    assertThat(door.get("/api/v1/stops?token=" + FrontDoor.OPERATOR, "").statusCode())
        .isEqualTo(401);
    assertThat(door.get("/", "").headers().firstValue("Location")).contains("/login");
    assertThat(door.get("//api/v1/stops", "").statusCode()).isNotEqualTo(200);
  }

  @Test
  void aViewerLooksButDoesNotPress() {
    HttpResponse<String> press =
        door.post("/api/v1/stops", FrontDoor.VIEWER, FrontDoor.body("a-2", "firm", "HALT"));

    assertThat(press.statusCode()).isEqualTo(403);
    assertThat(press.body()).contains("victor").contains("VIEWER");
    assertThat(door.get("/api/v1/stops", FrontDoor.VIEWER).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "b-1,planet:earth,HALT,422,planet",
    "b-2,firmx,HALT,422,firmx",
    "b-3,firm,STOP,422,STOP",
    "b/4,firm,HALT,422,b/4",
    "b-5,strategy:x,FLATTEN,422,FLATTEN of strategy:x",
    "'',firm,HALT,422,stopId is missing",
    "../../etc/passwd,firm,HALT,422,stop id must be 1 to 64",
    "ünï,firm,HALT,422,stop id must be 1 to 64",
    "12345678901234567890123456789012345678901234567890123456789012345,firm,HALT,422,1 to 64",
    "b-9,'symbol:A B',HALT,422,scope id must be 1 to 64",
    "b-9,firm:all,HALT,422,scope must be 'firm' or",
    "b-9,symbol:,HALT,422,scope id must be 1 to 64",
    "b-9,firm,halt,422,action must be HALT"
  })
  void refusesABadValueByName(String id, String scope, String action, int status, String named) {
    HttpResponse<String> refused = door.press(id, scope, action);

    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(FrontDoor.json(refused).get("detail").asString()).contains(named);
  }

  @Test
  void refusesUnknownFieldsBrokenJsonAndLongBodies() {
    assertThat(post("{\"stopId\":\"b-6\",\"actor\":\"eve\"}")).contains("unknown field 'actor'");
    assertThat(post("{\"stopId\":")).contains("not the JSON");
    assertThat(post("{\"stopId\":\"b-7\",\"scope\":\"firm\",\"action\":\"HALT\"}"))
        .contains("reason is missing");
    assertThat(post("{\"reason\":\"" + "x".repeat(20_000) + "\"}")).contains("16384 bytes");
    assertThat(post("{\"reason\":\"" + "x".repeat(1_000_000) + "\"}")).contains("16384 bytes");
    assertThat(
            post(
                "{\"stopId\":\"b-8\",\"scope\":\"firm\",\"action\":\"HALT\",\"reason\":\""
                    + "x".repeat(501)
                    + "\"}"))
        .contains("reason must be 1 to 500 characters but had 501");
  }

  private static String post(String body) {
    return FrontDoor.json(door.post("/api/v1/stops", FrontDoor.OPERATOR, body))
        .get("detail")
        .asString();
  }

  @Test
  void aPressIsAcceptedAndKeptWhileTemporalIsDown() {
    HttpResponse<String> accepted = door.press("c-1", "symbol:AAPL", "CANCEL");

    assertThat(accepted.statusCode()).isEqualTo(202);
    JsonNode answer = FrontDoor.json(accepted);
    assertThat(answer.get("answer").asString()).isEqualTo("ACCEPTED");
    assertThat(places(answer))
        .containsExactly("board true", "flag true", "outbox true", "temporal false");
    assertThat(answer.get("workflowId").asString()).isEqualTo("estop/symbol:AAPL");
    assertThat(door.bean(Outbox.class).undelivered(100))
        .extracting(press -> press.stopId().value())
        .contains("c-1");
    JsonNode stop = FrontDoor.json(door.get("/api/v1/stops/c-1", FrontDoor.VIEWER));
    assertThat(stop.get("phase").asString()).isEqualTo("ACTIVATING");
    assertThat(stop.get("pressedBy").asString()).isEqualTo("olivia");
    assertThat(door.get("/api/v1/stops", FrontDoor.VIEWER).body()).contains("\"c-1\"");
  }

  // Without how each place says it: a silent Temporal is waited for once only.
  private static String promise(HttpResponse<String> response) {
    JsonNode answer = FrontDoor.json(response);
    return answer.get("answer").asString() + " " + places(answer) + answer.get("workflowId");
  }

  @Test
  void aLowerActionUnderTheSameIdWeakensNothing() {
    door.press("l-1", "symbol:IBM", "CANCEL");
    HttpResponse<String> lower = door.press("l-1", "symbol:IBM", "HALT");

    assertThat(lower.statusCode()).isEqualTo(202);
    assertThat(door.bean(Flag.class).read().holdsInOrder())
        .filteredOn(hold -> hold.stopId().value().equals("l-1"))
        .singleElement()
        .satisfies(hold -> assertThat(hold.action()).isEqualTo(Action.CANCEL));
    JsonNode stop = FrontDoor.json(door.get("/api/v1/stops/l-1", FrontDoor.VIEWER));
    assertThat(stop.get("action").asString()).isEqualTo("CANCEL");
    assertThat(stop.get("answer").asString()).isEqualTo("ACCEPTED");
  }

  @Test
  void aPingIsLetThroughTheSameDoorAndDoesNothing() {
    long version = door.bean(Flag.class).read().version();

    assertThat(door.post("/api/v1/ping", FrontDoor.OPERATOR, "").statusCode()).isEqualTo(204);
    assertThat(door.post("/api/v1/ping", "nobody-knows-this-1", "").statusCode()).isEqualTo(401);
    assertThat(door.bean(Flag.class).read().version()).isEqualTo(version);
  }

  @Test
  void theRehearsalOfTheStartLeftNothingBehind() {
    assertThat(door.get("/api/v1/stops/rehearsal", FrontDoor.VIEWER).statusCode()).isEqualTo(404);
    assertThat(door.bean(Flag.class).knows(StopId.parse("rehearsal"))).isFalse();
    assertThat(door.bean(Outbox.class).find(StopId.parse("rehearsal"))).isEmpty();
    assertThat(door.get("/actuator/prometheus", "").body())
        .contains("estop_press_total{answer=\"REFUSED\"}")
        .doesNotContain("outcome=\"SERVER_ERROR\",status=\"500\"");
  }

  private static List<String> places(JsonNode answer) {
    return Stream.iterate(0, i -> i < answer.get("places").size(), i -> i + 1)
        .map(i -> answer.get("places").get(i))
        .map(place -> place.get("place").asString() + " " + place.get("done").asBoolean())
        .toList();
  }

  @Test
  void aPressMayEscalateAndWhatItAsksForIsKept() {
    String body =
        """
        {"stopId":"g-1","scope":"symbol:GE","action":"CANCEL","reason":"a test",
         "escalation":{"action":"FLATTEN","afterSeconds":120}}""";

    assertThat(door.post("/api/v1/stops", FrontDoor.OPERATOR, body).statusCode()).isEqualTo(202);

    assertThat(
            door.bean(Outbox.class).undelivered(100).stream()
                .filter(press -> press.stopId().value().equals("g-1"))
                .flatMap(press -> press.escalation().stream()))
        .containsExactly(new Escalation(Action.FLATTEN, java.time.Duration.ofSeconds(120)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HALT | symbol:X | {\"action\":\"FLATTEN\"} | escalation.afterSeconds is missing",
        "HALT | symbol:X | {\"afterSeconds\":5} | escalation.action is missing",
        "HALT | symbol:X | {\"action\":\"FLATTEN\",\"afterSeconds\":0} | 1 to 86400 seconds",
        "FLATTEN | symbol:X | {\"action\":\"CANCEL\",\"afterSeconds\":5} | must go further",
        "HALT | desk:d1 | {\"action\":\"FLATTEN\",\"afterSeconds\":5} | FLATTEN of desk:d1 is",
      })
  void anEscalationThatCannotBeCarriedOutIsRefused(
      String action, String scope, String escalation, String why) {
    String body =
        "{\"stopId\":\"g-2\",\"scope\":\"%s\",\"action\":\"%s\",\"reason\":\"a test\",\"escalation\":%s}"
            .formatted(scope, action, escalation);

    HttpResponse<String> refused = door.post("/api/v1/stops", FrontDoor.OPERATOR, body);

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains(why);
  }

  @Test
  void aDeferralIsCheckedBeforeTemporalIsAsked() {
    door.press("h-1", "symbol:HD", "HALT");
    String path = "/api/v1/stops/h-1/escalation/deferral";

    assertThat(door.post(path, FrontDoor.VIEWER, "{\"seconds\":60,\"reason\":\"x\"}").statusCode())
        .isEqualTo(403);
    assertThat(door.post(path, FrontDoor.OPERATOR, "{\"seconds\":86401,\"reason\":\"x\"}").body())
        .contains("seconds must be 1 to 86400 but was: 86401");
    assertThat(door.post(path, FrontDoor.OPERATOR, "{\"seconds\":60}").body())
        .contains("reason must be 1 to 500 characters");
    assertThat(
            door.post(
                    "/api/v1/stops/nobody/escalation/deferral",
                    FrontDoor.OPERATOR,
                    "{\"seconds\":60,\"reason\":\"x\"}")
                .statusCode())
        .isEqualTo(404);
    assertThat(
            door.post(path, FrontDoor.OPERATOR, "{\"seconds\":60,\"reason\":\"x\"}").statusCode())
        .isEqualTo(503);
  }

  @Test
  void directivesAreForThosePressingAndForPositionsThatTheStopHas() {
    door.press("dir-1", "symbol:DIR", "HALT");
    String path = "/api/v1/stops/dir-1/";
    String body = "{\"symbol\":\"AAPL\",\"reason\":\"x\"}";

    for (String call : List.of("accelerate", "pause", "resume", "take-over", "give-back")) {
      assertThat(door.post(path + call, FrontDoor.VIEWER, body).statusCode()).isEqualTo(403);
    }
    assertThat(door.post(path + "pause", FrontDoor.OPERATOR, "{\"symbol\":\"AAPL\"}").body())
        .contains("reason must be 1 to 500 characters");
    assertThat(door.post("/api/v1/stops/nobody/pause", FrontDoor.OPERATOR, body).statusCode())
        .isEqualTo(404);
  }

  @Test
  void pressingTwiceIsOnePressAndAnotherScopeIsRefused() {
    HttpResponse<String> first = door.press("d-1", "symbol:MSFT", "HALT");
    HttpResponse<String> second = door.press("d-1", "symbol:MSFT", "HALT");

    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(second.statusCode()).isEqualTo(202);
    assertThat(promise(second)).isEqualTo(promise(first));
    long kept =
        door.bean(Outbox.class).undelivered(100).stream()
            .filter(press -> press.stopId().equals(StopId.parse("d-1")))
            .count();
    assertThat(kept).isEqualTo(1);
    assertThat(door.press("d-1", "symbol:TSLA", "HALT").statusCode()).isEqualTo(422);
  }

  @Test
  void anEndedStopAnswersThatItHasEnded() {
    door.press("e-1", "symbol:KO", "HALT");
    Press kept =
        door.bean(Outbox.class).undelivered(100).stream()
            .filter(press -> press.stopId().value().equals("e-1"))
            .findFirst()
            .orElseThrow();
    Stops stops = door.bean(Stops.class);
    stops.insert(kept, "estop/symbol:KO", "run");
    stops.enter(kept.stopId(), Phase.HOLDING, 0, Optional.empty());
    stops.outcome(kept.stopId(), Outcome.HELD, "held");
    stops.end(kept.stopId());

    HttpResponse<String> again = door.press("e-1", "symbol:KO", "HALT");

    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("stop e-1 has ended");
    HttpResponse<String> close =
        door.post("/api/v1/stops/e-1/close", FrontDoor.OPERATOR, "{\"reason\":\"done\"}");
    assertThat(close.statusCode()).as("a close repeated after a lost answer").isEqualTo(200);
    assertThat(close.body()).contains("\"endedAt\":\"");
  }

  @Test
  void whatNeedsTemporalSaysSoInOneSentence() {
    door.press("f-1", "account:paper/PA1", "HALT");

    HttpResponse<String> status =
        door.get("/api/v1/recoveries/account:paper%2FPA1", FrontDoor.RISK);
    HttpResponse<String> start =
        door.post(
            "/api/v1/recoveries",
            FrontDoor.RISK,
            "{\"scope\":\"account:paper/PA1\",\"stopId\":\"f-1\"}");

    assertThat(status.statusCode()).isEqualTo(503);
    assertThat(status.body()).contains("the recovery of account:paper/PA1 cannot be asked now");
    assertThat(start.statusCode()).isEqualTo(503);
    // What PostgreSQL has of the breaker is told all the same, once it has any.
    assertThat(door.get("/api/v1/breakers/firm", FrontDoor.VIEWER).body())
        .contains("the circuit breaker of firm cannot be asked now");
  }

  @Test
  void onlyRiskApprovesAndOnlyAKnownStopIsRecovered() {
    String approval = "{\"stage\":\"MONITORING\",\"approvalHash\":\"x\"}";
    String unknown = "{\"scope\":\"firm\",\"stopId\":\"never-pressed\"}";

    assertThat(
            door.post("/api/v1/recoveries/firm/approvals", FrontDoor.OPERATOR, approval)
                .statusCode())
        .isEqualTo(403);
    assertThat(door.post("/api/v1/recoveries", FrontDoor.OPERATOR, unknown).statusCode())
        .isEqualTo(404);
    assertThat(door.post("/api/v1/recoveries", FrontDoor.VIEWER, unknown).statusCode())
        .isEqualTo(403);
  }

  @Test
  void metricsHaveClosedLabels() {
    door.press("g-1", "symbol:PEP", "HALT");

    String metrics = door.get("/actuator/prometheus", "").body();

    assertThat(metrics)
        .contains("estop_press_total{answer=\"ACCEPTED\"}")
        .contains("estop_press_seconds_count")
        .contains("estop_keeper_look_total{leased=\"true\"}")
        .contains("estop_lease_held 1.0")
        .contains("estop_outbox_undelivered")
        .doesNotContain("g-1");
  }
}
