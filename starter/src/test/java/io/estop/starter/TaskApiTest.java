package io.estop.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.Press;
import io.estop.model.StopId;
import io.estop.model.trading.Account;
import io.estop.store.flag.Outbox;
import io.estop.store.ledger.Ledger;
import io.estop.store.stop.Stops;
import io.estop.store.task.BookReadings;
import io.estop.store.task.BookReadings.BookDifference;
import io.estop.store.task.LeftOver;
import io.estop.store.task.Tasks;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What people do about tasks, against real stores, while Temporal is down. */
class TaskApiTest {
  private static final String REASON = "{\"reason\":\"it is delisted\"}";
  private static final Account ACCOUNT = Account.parse("paper/PA1");
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
  void aPersonResolvesATaskAndTheStopStaysWhatItIs() {
    begin("t-1", "symbol:T1", "AAPL", "MSFT");
    String written = "{\"reason\":\"it is delisted\",\"how\":\"WRITTEN_OFF\"}";

    HttpResponse<String> first = act("t-1", "1", "resolve", FrontDoor.OPERATOR, written);
    HttpResponse<String> again = act("t-1", "1", "resolve", FrontDoor.OPERATOR, written);
    HttpResponse<String> other = act("t-1", "1", "resolve", FrontDoor.RISK, REASON);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(FrontDoor.json(first).get("state").asString()).isEqualTo("RESOLVED");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(other.body()).isEqualTo(first.body()).contains("olivia").contains("WRITTEN_OFF");
    JsonNode all = tasks("t-1");
    assertThat(all.get("unfinished").asInt()).isEqualTo(1);
    assertThat(all.at("/tasks/0/symbol").asString()).as("unfinished first").isEqualTo("MSFT");
    JsonNode stop = FrontDoor.json(door.get("/api/v1/stops/t-1", FrontDoor.VIEWER));
    assertThat(stop.at("/counts/tasks").asInt()).isEqualTo(1);
    assertThat(stop.get("outcome").isNull()).isTrue();
    assertThat(stop.get("tasks").size()).isEqualTo(2);
    assertThat(stop.get("events").toString())
        .contains("olivia: 1 task RESOLVED: WRITTEN_OFF: it is delisted");
    assertThat(door.bean(Ledger.class).about("stop/t-1", List.of("TASKS"), 10)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | resolve | {} | 422 | reason must be 1 to 500 characters but had 0",
        "1 | resolve | {\"reason\":\" \"} | 422 | reason must be 1 to 500",
        "1 | resolve | {\"reason\":\"x\",\"how\":\"SOLD\"} | 422 | how must be one of [WRITTEN_OFF",
        "1 | retry | {\"reason\":\"x\",\"how\":\"KEPT\"} | 422 | how is for resolving",
        "1 | resolve | {\"reason\":\"x\",\"actor\":\"eve\"} | 400 | unknown field 'actor'",
        "1 | hand-over | {\"reason\": | 400 | not the JSON",
        "1 | give-back | {\"reason\":\"x\"} | 409 | task 1 is OPEN",
        "9 | retry | {\"reason\":\"x\"} | 404 | stop t-2 has no task 9",
        "0 | retry | {\"reason\":\"x\"} | 422 | the number of a task must be 1 to 999999999",
        "-1 | resolve | {\"reason\":\"x\"} | 422 | the number of a task",
        "1e3 | resolve | {\"reason\":\"x\"} | 422 | but was: 1e3",
        "99999999999 | resolve | {\"reason\":\"x\"} | 422 | the number of a task",
      })
  void badInputChangesNothingAndIsNamed(
      String number, String act, String body, int status, String why) {
    begin("t-2", "symbol:T2", "AAPL");

    HttpResponse<String> refused = act("t-2", number, act, FrontDoor.OPERATOR, body);

    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(FrontDoor.json(refused).get("detail").asString()).contains(why);
    assertThat(tasks("t-2").at("/tasks/0/state").asString()).isEqualTo("OPEN");
  }

  @Test
  void onlyThoseWhoPressAct() {
    begin("t-3", "symbol:T3", "AAPL");

    for (String act : List.of("resolve", "retry", "hand-over", "give-back")) {
      assertThat(act("t-3", "1", act, FrontDoor.VIEWER, REASON).statusCode()).isEqualTo(403);
      assertThat(act("t-3", "1", act, FrontDoor.MACHINE, REASON).statusCode()).isEqualTo(403);
      assertThat(act("t-3", "1", act, "", REASON).statusCode()).isEqualTo(401);
      assertThat(act("nobody", "1", act, FrontDoor.OPERATOR, REASON).statusCode()).isEqualTo(404);
    }
    assertThat(door.get("/api/v1/stops/t-3/tasks", FrontDoor.VIEWER).statusCode()).isEqualTo(200);
    assertThat(door.get("/api/v1/stops/nobody/tasks", FrontDoor.VIEWER).statusCode())
        .isEqualTo(404);
    assertThat(tasks("t-3").at("/tasks/0/state").asString()).isEqualTo("OPEN");
  }

  @Test
  void tryingAgainAndHandingOverNeedTheRunningStop() {
    begin("t-4", "symbol:T4", "AAPL");

    for (String act : List.of("retry", "hand-over")) {
      assertThat(act("t-4", "1", act, FrontDoor.OPERATOR, REASON).statusCode()).isEqualTo(503);
    }
    assertThat(tasks("t-4").at("/tasks/0/state").asString()).isEqualTo("OPEN");

    act("t-4", "1", "resolve", FrontDoor.OPERATOR, REASON);
    HttpResponse<String> late = act("t-4", "1", "retry", FrontDoor.OPERATOR, REASON);
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("task 1 is RESOLVED by olivia: it is delisted");
  }

  @Test
  void aStopWithUnfinishedTasksIsClosedOnlyByWhoeverSaysSo() {
    begin("t-5", "symbol:T5", "AAPL");
    String path = "/api/v1/stops/t-5/close";

    HttpResponse<String> refused =
        door.post(path, FrontDoor.OPERATOR, "{\"reason\":\"end of day\"}");
    HttpResponse<String> said =
        door.post(path, FrontDoor.OPERATOR, "{\"reason\":\"end of day\",\"leaveTasks\":true}");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("stop t-5 has 1 unfinished tasks");
    assertThat(said.statusCode()).as("on to Temporal, which is down").isEqualTo(503);
    act("t-5", "1", "resolve", FrontDoor.OPERATOR, REASON);
    assertThat(door.post(path, FrontDoor.OPERATOR, "{\"reason\":\"x\"}").statusCode())
        .isEqualTo(503);
  }

  @Test
  void theStopShowsWhereItsBooksAndTheVenueDiffer() {
    begin("t-6", "symbol:T6");
    BookReadings readings = door.bean(BookReadings.class);
    StopId stop = StopId.parse("t-6");
    readings.read(stop, ACCOUNT, 3, Optional.empty());
    readings.read(stop, Account.parse("fix/F1"), 0, Optional.of("no answer"));
    readings.differ(
        stop,
        ACCOUNT,
        List.of(
            new BookDifference(
                ACCOUNT,
                "AAPL",
                new BigDecimal("100.00"),
                new BigDecimal("60"),
                "",
                Instant.EPOCH)));

    JsonNode shown =
        FrontDoor.json(door.get("/api/v1/stops/t-6", FrontDoor.VIEWER)).get("reconciliation");

    assertThat(shown.at("/accounts/0/failure").asString()).isEqualTo("no answer");
    assertThat(shown.at("/accounts/1/positions").asInt()).isEqualTo(3);
    assertThat(shown.get("differences").toString())
        .isEqualTo(
            "[{\"account\":\"paper/PA1\",\"symbol\":\"AAPL\",\"books\":\"100\",\"venue\":\"60\","
                + "\"owner\":null,\"foundAt\":\"1970-01-01T00:00:00Z\"}]");
  }

  private static void begin(String id, String scope, String... symbols) {
    door.press(id, scope, "FLATTEN");
    StopId stop = StopId.parse(id);
    Press press =
        door.bean(Outbox.class).undelivered(100).stream()
            .filter(kept -> kept.stopId().equals(stop))
            .findFirst()
            .orElseThrow();
    door.bean(Stops.class).insert(press, "estop/" + scope, "run");
    door.bean(Tasks.class)
        .open(
            stop,
            List.of(symbols).stream()
                .map(
                    symbol ->
                        new LeftOver(
                            Optional.empty(),
                            ACCOUNT,
                            symbol,
                            BigDecimal.TEN,
                            "DEADLINE",
                            "",
                            false))
                .toList());
  }

  private static JsonNode tasks(String stop) {
    return FrontDoor.json(door.get("/api/v1/stops/" + stop + "/tasks", FrontDoor.VIEWER));
  }

  private static HttpResponse<String> act(
      String stop, String number, String act, String token, String body) {
    return door.post("/api/v1/stops/" + stop + "/tasks/" + number + "/" + act, token, body);
  }
}
