package io.estop.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The process starts with everything down, says so, and heals by itself. */
class BootTest {
  private static final Duration HEALING = Duration.ofSeconds(40);

  @Test
  void startsWithEverythingDownAndHealsWhenTheStoresAppear() {
    try (FrontDoor door = FrontDoor.alone()) {
      everythingIsDownByName(door);
      aFileKeepsThePressAndSaysSo(door);

      door.startStores();

      JsonNode healed =
          Until.answer(
              HEALING,
              door::health,
              health -> isUp(health, "db") && isUp(health, "redis") && isUp(health, "keeper"));
      assertThat(isUp(healed, "temporal")).isFalse();
      assertThat(healed.at("/components/outbox/details").has("undelivered")).isTrue();
      Until.answer(
          HEALING,
          () -> FrontDoor.json(door.get("/api/v1/stops/boot-0", FrontDoor.VIEWER)),
          stop -> stop.path("answer").asString().equals("ACCEPTED"));
      assertThat(door.health().at("/components/outbox/details/kept").asInt()).isZero();
      assertThat(door.press("boot-1", "firm", "HALT").statusCode()).isEqualTo(202);
    }
  }

  private static void everythingIsDownByName(FrontDoor door) {
    JsonNode health = door.health();
    for (String name : new String[] {"db", "redis", "temporal", "keeper", "outbox"}) {
      assertThat(isUp(health, name)).as(name).isFalse();
    }
    assertThat(door.get("/actuator/health/liveness", "").statusCode()).isEqualTo(200);
    assertThat(door.get("/login", "").statusCode()).isEqualTo(200);
  }

  private static void aFileKeepsThePressAndSaysSo(FrontDoor door) {
    JsonNode kept = FrontDoor.json(door.press("boot-0", "firm", "HALT"));

    assertThat(kept.path("answer").asString()).isEqualTo("KEPT_NOT_HALTED");
    assertThat(kept.at("/places/2/place").asString()).isEqualTo("outbox");
    assertThat(kept.at("/places/2/done").asBoolean()).isTrue();
    JsonNode stop = FrontDoor.json(door.get("/api/v1/stops/boot-0", FrontDoor.VIEWER));
    assertThat(stop.path("answer").asString()).isEqualTo("KEPT_NOT_HALTED");
    assertThat(stop.path("pressedBy").asString()).isEqualTo("olivia");
    assertThat(door.health().at("/components/outbox/details/kept").asInt()).isEqualTo(1);
    assertThat(door.get("/api/v1/stops", FrontDoor.VIEWER).statusCode()).isEqualTo(503);
  }

  private static boolean isUp(JsonNode health, String name) {
    return health.at("/components/" + name + "/status").asString().equals("UP");
  }
}
