package io.estop.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The gate over HTTP, as a process sees it that cannot load the library. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GateApiTest {
  private static final Duration SOON = Duration.ofSeconds(20);
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
  void allowsUntilAHoldCoversTheOrderAndSaysForHowLong() {
    JsonNode allowed = Until.answer(SOON, () -> ask("h-1", "HTTP"), GateApiTest::isAllowed);
    assertThat(allowed.get("reason").isNull()).isTrue();
    assertThat(allowed.get("expiresInMillis").asLong()).isBetween(1L, 1_000L);
    assertThat(allowed.get("boardVersion").asString()).matches("[0-9]+\\.[0-9]+");
    assertThat(answer("h-1", "HTTP").headers().firstValue("Cache-Control")).contains("no-store");

    door.press("http-1", "symbol:HTTP", "HALT");

    JsonNode denied = Until.answer(SOON, () -> ask("h-2", "HTTP"), one -> !isAllowed(one));
    assertThat(denied.get("reason").asString()).isEqualTo("HALTED");
    assertThat(denied.get("expiresInMillis").asLong()).isZero();
    Until.answer(SOON, () -> ask("h-3", "FREE"), GateApiTest::isAllowed);
  }

  @Test
  void anOrderThatDoesNotExitIsUnfinishedForFiveSecondsAndOneThatExitsIsNot() {
    Until.answer(SOON, () -> ask("left", "STAY"), GateApiTest::isAllowed);
    ask("gone", "STAY");
    assertThat(exit("gone").statusCode()).isEqualTo(204);
    ask("left", "STAY");

    door.press("http-2", "symbol:STAY", "HALT");

    Until.answer(SOON, GateApiTest::unfinished, count -> count >= 1);
    Until.answer(SOON, GateApiTest::unfinished, count -> count == 0);
    assertThat(exit("never-let-in").statusCode()).isEqualTo(204);
  }

  @Test
  void aProcessMayAskItsGateAndNothingElse() {
    for (String path :
        new String[] {"/api/v1/stops", "/api/v1/components", "/api/v1/alarms", "/"}) {
      assertThat(door.get(path, FrontDoor.MACHINE).statusCode()).as(path).isEqualTo(403);
    }
    String press = FrontDoor.body("m-1", "firm", "HALT");
    assertThat(door.post("/api/v1/stops", FrontDoor.MACHINE, press).statusCode()).isEqualTo(403);
    assertThat(post(FrontDoor.OPERATOR, body("p-1", "FREE")).statusCode()).isEqualTo(403);
    assertThat(post("", body("p-1", "FREE")).statusCode()).isEqualTo(401);
    String others = body("p-1", "FREE").replace("{", "{\"component\":\"engine\",");
    assertThat(post(FrontDoor.MACHINE, others).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "side,HOLD,BUY or SELL",
    "quantity,1e9,decimal text",
    "quantity,0,more than 0",
    "account,PA1,venue/id",
    "strategy,a b,1 to 64",
    "orderId,a b,visible ASCII"
  })
  void refusesABadValueByName(String field, String value, String named) {
    String bad =
        body("o-1", "FREE")
            .replaceFirst("\"" + field + "\":\"[^\"]*\",?", "")
            .replaceFirst("\\{", "{\"" + field + "\":\"" + value + "\",");

    HttpResponse<String> refused = post(FrontDoor.MACHINE, bad);

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
    assertThat(refused.body()).contains(named);
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void answersWithoutPostgresUntilTheLeaseEndsAndDeniesThen() {
    Until.answer(SOON, () -> ask("d-1", "FREE"), GateApiTest::isAllowed);

    door.stopDatabase();

    Until.answer(
        SOON,
        () -> ask("d-2", "FREE"),
        verdict -> verdict.get("reason").toString().contains("STATE_UNCONFIRMED"));
  }

  private static int unfinished() {
    JsonNode one = FrontDoor.json(door.get("/api/v1/components/http-gate", FrontDoor.VIEWER));
    return one.get("instances").get(0).get("unfinished").asInt();
  }

  private static boolean isAllowed(JsonNode verdict) {
    return verdict.get("allowed").asBoolean();
  }

  private static JsonNode ask(String id, String symbol) {
    return FrontDoor.json(answer(id, symbol));
  }

  private static HttpResponse<String> answer(String id, String symbol) {
    return post(FrontDoor.MACHINE, body(id, symbol));
  }

  private static String body(String id, String symbol) {
    return "{\"orderId\":\"%s\",\"account\":\"paper/PA1\",\"symbol\":\"%s\",\"side\":\"BUY\",\"quantity\":\"1\",\"position\":\"0\"}"
        .formatted(id, symbol);
  }

  private static HttpResponse<String> post(String token, String body) {
    return door.post("/api/v1/gate/orders", token, body);
  }

  private static HttpResponse<String> exit(String id) {
    return door.send(door.request("/api/v1/gate/orders/" + id, FrontDoor.MACHINE).DELETE());
  }
}
