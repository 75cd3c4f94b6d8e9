package io.estop.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.store.ledger.Ledger;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Components and alarms over REST, against real stores. */
class ComponentApiTest {
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
  void registeringTwiceIsOnceAndAChangeIsInTheLedgerWithOldAndNew() {
    String limits = "{\"maxOrderQuantity\":\"10\",\"maxPositionQuantity\":\"99.5\"}";

    assertThat(put("maker-1", FrontDoor.RISK, limits).statusCode()).isEqualTo(201);
    assertThat(put("maker-1", FrontDoor.RISK, limits).statusCode()).isEqualTo(200);
    assertThat(rows("maker-1")).hasSize(1);
    HttpResponse<String> changed =
        put("maker-1", FrontDoor.RISK, limits.replace("\"10\"", "\"7\"").replace("}", more()));

    assertThat(FrontDoor.json(changed).get("maxOrderQuantity").asString()).isEqualTo("7");
    assertThat(rows("maker-1"))
        .hasSize(2)
        .last()
        .asString()
        .contains("maxOrderQuantity 10,")
        .contains("maxOrderQuantity 7,")
        .contains("rita");
    JsonNode one = FrontDoor.json(door.get("/api/v1/components/maker-1", FrontDoor.VIEWER));
    assertThat(one.get("state").asString()).isEqualTo("SILENT");
    assertThat(one.get("orderIdPrefix").asString()).isEqualTo("mk1-");
    assertThat(delete("maker-1", FrontDoor.RISK).statusCode()).isEqualTo(204);
    assertThat(delete("maker-1", FrontDoor.RISK).statusCode()).isEqualTo(404);
  }

  private static String more() {
    return ",\"orderIdPrefix\":\"mk1-\",\"expected\":false}";
  }

  @Test
  void onlyRiskAndAdminRegister() {
    for (String token : List.of(FrontDoor.VIEWER, FrontDoor.OPERATOR)) {
      assertThat(put("other", token, "{}").statusCode()).isEqualTo(403);
      assertThat(delete("engine", token).statusCode()).isEqualTo(403);
    }
    assertThat(door.get("/api/v1/components", FrontDoor.VIEWER).body()).contains("\"engine\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a%09b | {} | 1 to 64 of letters",
        "x | {'maxOrderQuantity':'5'} | both limits or none",
        "x | {'maxOrderQuantity':'-5','maxPositionQuantity':'1'} | decimal text",
        "x | {'maxOrderQuantity':'1e999999999','maxPositionQuantity':'1'} | decimal text",
        "x | {'orderIdPrefix':'estop:'} | our own orders",
        "x | {'orderIdPrefix':'a'} | 2 to 32",
        "x | {'orderIdPrefix':'taken-by-other'} | not told from that of holder"
      })
  void refusesABadValueByName(String name, String body, String named) {
    assertThat(put("holder", FrontDoor.RISK, "{\"orderIdPrefix\":\"taken\"}").statusCode())
        .isLessThan(300);

    HttpResponse<String> refused = put(name, FrontDoor.RISK, body.replace('\'', '"'));

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(FrontDoor.json(refused).get("detail").asString()).contains(named);
    assertThat(door.get("/api/v1/components/x", FrontDoor.RISK).statusCode()).isEqualTo(404);
  }

  @Test
  void refusesAReasonOfAMegabyte() {
    String body =
        FrontDoor.body("long-1", "symbol:LONG", "HALT").replace("a test", "x".repeat(1 << 20));

    assertThat(door.post("/api/v1/stops", FrontDoor.OPERATOR, body).statusCode()).isEqualTo(413);
  }

  @Test
  void anExpectedComponentThatIsNotHeardIsAnAlarmUntilItIsRemoved() {
    put("ghost", FrontDoor.RISK, "{}");

    JsonNode alarms = Until.answer(Duration.ofSeconds(20), this::alarms, all -> stands(all, true));
    assertThat(alarms.toString()).contains("no gate of it was heard");
    assertThat(door.get("/actuator/prometheus", "").body())
        .contains("estop_alarms{kind=\"COMPONENT_SILENT\"}");
    delete("ghost", FrontDoor.RISK);
    Until.answer(Duration.ofSeconds(40), this::alarms, all -> stands(all, false));
    assertThat(door.bean(Ledger.class).about("alarm/COMPONENT_SILENT", List.of("ALARM_CLEARED"), 9))
        .isNotEmpty();
  }

  private JsonNode alarms() {
    return FrontDoor.json(door.get("/api/v1/alarms", FrontDoor.VIEWER));
  }

  private static boolean stands(JsonNode alarms, boolean stands) {
    boolean found = false;
    for (int i = 0; i < alarms.size(); i++) {
      JsonNode alarm = alarms.get(i);
      found |= alarm.get("subject").asString().equals("ghost") && alarm.get("clearedAt").isNull();
    }
    return found == stands;
  }

  private static List<?> rows(String name) {
    return door.bean(Ledger.class)
        .about(
            "component/" + name,
            List.of("COMPONENT_REGISTERED", "COMPONENT_CHANGED", "COMPONENT_REMOVED"),
            9);
  }

  private static HttpResponse<String> put(String name, String token, String body) {
    return door.send(
        door.request("/api/v1/components/" + name, token)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> delete(String name, String token) {
    return door.send(door.request("/api/v1/components/" + name, token).DELETE());
  }
}
