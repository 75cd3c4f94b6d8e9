package io.estop.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.breaker.watch.Watch;
import io.estop.model.StopId;
import io.estop.starter.wiring.ConfigurationRefused;
import io.estop.store.flag.Flag;
import io.estop.store.ledger.Ledger;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import tools.jackson.databind.JsonNode;

/** The configuration over REST, in a starter that reads the specification's own variables. */
class ConfigurationApiTest {
  private static final String PATH = "/api/v1/configuration";
  private static final String ADMIN = "admin-token-000001";
  private static final String ALERTS = "alertmanager-token-1";
  private static final FrontDoor door =
      FrontDoor.withStores(
          "--MAX_DRAWDOWN_PERCENT=4",
          "--MAX_POSITION_VALUE=1000",
          "--EMERGENCY_STOP_ENABLED=false",
          "--LIQUIDATION_TIMEOUT_SECONDS=120",
          "--estop.tokens[4].token=" + ADMIN,
          "--estop.tokens[4].name=adam",
          "--estop.tokens[4].role=ADMIN",
          "--estop.tokens[5].token=" + ALERTS,
          "--estop.tokens[5].name=alerts",
          "--estop.tokens[5].role=ALERTMANAGER");

  @AfterAll
  static void stop() {
    door.close();
  }

  private static void anAlertIsOnlyRecordedAndPeopleStillPress() {
    HttpResponse<String> answer =
        door.post(
            "/api/v1/alertmanager",
            ALERTS,
            "{\"version\":\"4\",\"alerts\":[{\"status\":\"firing\",\"labels\":{\"estop_scope\":\"venue:x\"},"
                + "\"startsAt\":\"2026-11-23T10:00:00Z\",\"fingerprint\":\"f1\"}]}");

    assertThat(FrontDoor.json(answer).at("/alerts/0/answer").asString()).isEqualTo("OBSERVED");
    String id = FrontDoor.json(answer).at("/alerts/0/stopId").asString();
    assertThat(door.bean(Flag.class).knows(StopId.parse(id))).isFalse();
    assertThat(door.bean(Ledger.class).about("alert/" + id, List.of("WOULD_TRIP"), 1)).hasSize(1);
    assertThat(door.press("by-hand", "venue:y", "HALT").statusCode()).isEqualTo(202);
  }

  @Test
  void whatChangesNeedsASecondPersonAndIsInForceAtOnce() {
    assertThat(value("auto_triggers.max_drawdown_percent"))
        .isEqualTo("4 variable MAX_DRAWDOWN_PERCENT");
    assertThat(observeOnly()).contains("true");
    anAlertIsOnlyRecordedAndPeopleStillPress();
    assertThat(tripsOfPosted("before")).isEmpty();
    assertThat(door.bean(Ledger.class).about("breaker/firm", List.of("WOULD_TRIP"), 9)).hasSize(1);

    JsonNode proposed =
        FrontDoor.json(
            door.post(
                PATH,
                ADMIN,
                "{\"settings\":{\"enabled\":\"true\",\"auto_triggers.max_drawdown_percent\":\"3.5\"},"
                    + "\"reason\":\"it is time\"}"));
    String approval = PATH + "/" + proposed.path("version").asLong() + "/approval";
    String hash = "{\"approvalHash\":\"" + proposed.path("approvalHash").asString() + "\"}";
    assertThat(value("enabled")).isEqualTo("false variable EMERGENCY_STOP_ENABLED");

    assertThat(door.post(approval, ADMIN, hash).statusCode()).isEqualTo(403);
    assertThat(door.post(approval, FrontDoor.OPERATOR, hash).statusCode()).isEqualTo(403);
    assertThat(door.post(approval, FrontDoor.RISK, "{\"approvalHash\":\"x\"}").statusCode())
        .isEqualTo(422);
    HttpResponse<String> approved = door.post(approval, FrontDoor.RISK, hash);

    assertThat(approved.statusCode()).as(approved.body()).isEqualTo(200);
    assertThat(value("auto_triggers.max_drawdown_percent"))
        .isEqualTo("3.5 version " + proposed.path("version").asLong());
    assertThat(observeOnly()).isEmpty();
    assertThat(door.bean(Watch.class).book().find("drawdown").orElseThrow().levels().trip())
        .isEqualByComparingTo("3.5");
    assertThat(tripsOfPosted("after")).hasSize(1);
    assertThat(door.post(approval, FrontDoor.RISK, hash).statusCode()).isEqualTo(200);
  }

  @Test
  void aChangeThatCannotHoldIsRefusedWithAllThatIsWrong() {
    HttpResponse<String> refused =
        door.post(
            PATH,
            FrontDoor.RISK,
            "{\"settings\":{\"circuit_breaker.vix_threshold\":\"0\",\"x\":\"1\"},\"reason\":\"r\"}");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(FrontDoor.json(refused).path("errors")).hasSize(2);
    HttpResponse<String> atStart =
        door.post(
            PATH,
            FrontDoor.RISK,
            "{\"settings\":{\"liquidation.timeout_seconds\":\"60\"},\"reason\":\"r\"}");
    assertThat(FrontDoor.json(atStart).path("detail").asString()).contains("is read at start");
    assertThat(door.post(PATH, FrontDoor.RISK, "{\"reason\":\"r\"}").statusCode()).isEqualTo(422);
    assertThat(door.post(PATH, FrontDoor.OPERATOR, "{}").statusCode()).isEqualTo(403);
    assertThat(door.post(PATH + "/999/approval", FrontDoor.RISK, "{\"approvalHash\":\"x\"}"))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(404);
    assertThat(door.get(PATH, FrontDoor.MACHINE).statusCode()).isEqualTo(403);
  }

  @Test
  void theStartIsRefusedWithAllThatIsWrong() {
    assertThatThrownBy(
            () ->
                new SpringApplicationBuilder(StarterApplication.class)
                    .run("--estop.environment=test", "--VIX_THRESHOLD=0", "--MAX_TRANCHES=101"))
        .isInstanceOf(ConfigurationRefused.class)
        .hasMessageContaining("circuit_breaker.vix_threshold must be")
        .hasMessageContaining("liquidation.max_tranches must be");
  }

  @Test
  void theConsoleSaysLoudlyWhileRulesOnlyWatch() {
    String page = door.get("/", FrontDoor.VIEWER).body();

    assertThat(page).contains("id=\"observe\"").contains("OBSERVE ONLY");
    assertThat(page.contains("hidden=\"hidden\"><b>OBSERVE ONLY"))
        .isEqualTo(observeOnly().isEmpty());
  }

  /** Posts two readings beyond MAX_POSITION_VALUE and returns what tripped. */
  private static JsonNode tripsOfPosted(String subject) {
    StringBuilder readings = new StringBuilder();
    Instant now = Instant.now();
    for (int i = 0; i < 2; i++) {
      readings
          .append(i == 0 ? "" : ",")
          .append("{\"id\":\"" + subject + i + "\",\"metric\":\"position_value\",\"subject\":\"")
          .append(subject + "\",\"value\":\"2000\",\"unit\":\"currency\",\"at\":\"")
          .append(now.minusSeconds(2 - i))
          .append("\"}");
    }
    HttpResponse<String> answer =
        door.post("/api/v1/readings", FrontDoor.MACHINE, "{\"readings\":[" + readings + "]}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return FrontDoor.json(answer).path("trips");
  }

  private static Optional<String> observeOnly() {
    return door.get("/api/v1/stops", FrontDoor.VIEWER).headers().firstValue("Estop-Observe-Only");
  }

  private static String value(String key) {
    for (JsonNode one : FrontDoor.json(door.get(PATH, FrontDoor.VIEWER)).path("keys")) {
      if (one.path("key").asString().equals(key)) {
        return one.path("value").asString() + " " + one.path("source").asString();
      }
    }
    throw new AssertionError("no key " + key);
  }
}
