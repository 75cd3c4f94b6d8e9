package io.estop.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.store.flag.Flag;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Maintenance over REST, while Temporal is down. */
class MaintenanceApiTest {
  private static final String PATH = "/api/v1/maintenance";
  private static final Duration BOUND = Duration.ofSeconds(30);
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
  void theWatchdogHaltsForAnApprovedWindow() {
    Instant from = Instant.now().plusSeconds(4);
    plan("w-soon", from, 0);
    HttpResponse<String> approved = door.post(PATH + "/w-soon/approve", FrontDoor.RISK, "{}");

    assertThat(approved.body()).contains("\"state\":\"APPROVED\"");
    Until.answer(
        BOUND,
        () -> door.bean(Flag.class).read().holds().keySet(),
        holds -> holds.stream().anyMatch(id -> id.value().startsWith("maintenance-w-soon-")));
    Until.answer(
        BOUND,
        () -> door.get(PATH, FrontDoor.VIEWER).body(),
        body -> body.contains("\"state\":\"BEGUN\""));
  }

  @Test
  void refusesWithTheReason() {
    Instant from = Instant.now().plusSeconds(3_600);
    plan("w-later", from, 60);

    HttpResponse<String> operator = door.post(PATH + "/w-later/approve", FrontDoor.OPERATOR, "{}");
    HttpResponse<String> unknown = door.post(PATH + "/w-none/approve", FrontDoor.RISK, "{}");
    HttpResponse<String> past = send("w-past", FrontDoor.OPERATOR, Instant.EPOCH, 60);
    HttpResponse<String> own = send("w-own", FrontDoor.RISK, from, 60);
    HttpResponse<String> approvedByPlanner =
        door.post(PATH + "/w-own/approve", FrontDoor.RISK, "{}");
    HttpResponse<String> cancelled =
        door.post(PATH + "/w-later/cancel", FrontDoor.OPERATOR, "{\"reason\":\"postponed\"}");

    assertThat(operator.statusCode()).isEqualTo(403);
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(past.statusCode()).isEqualTo(422);
    assertThat(past.body()).contains("must be after now");
    assertThat(own.statusCode()).isEqualTo(200);
    assertThat(approvedByPlanner.statusCode()).isEqualTo(403);
    assertThat(approvedByPlanner.body()).contains("another person approves");
    assertThat(cancelled.body()).contains("\"state\":\"CANCELLED\"");
    assertThat(door.post(PATH + "/w-later/approve", FrontDoor.RISK, "{}").statusCode())
        .isEqualTo(409);
    assertThat(send("w-v", FrontDoor.VIEWER, from, 60).statusCode()).isEqualTo(403);
  }

  private static void plan(String id, Instant from, long before) {
    HttpResponse<String> planned = send(id, FrontDoor.OPERATOR, from, before);
    assertThat(planned.statusCode()).as(planned.body()).isEqualTo(200);
    assertThat(planned.body()).contains("\"state\":\"PLANNED\"");
  }

  private static HttpResponse<String> send(String id, String token, Instant from, long before) {
    return door.post(
        PATH,
        token,
        String.format(
            "{\"windowId\":\"%s\",\"scope\":\"desk:credit\",\"startsAt\":\"%s\",\"endsAt\":\"%s\","
                + "\"haltBeforeSeconds\":%d,\"reason\":\"upgrade\"}",
            id, from, from.plusSeconds(3_600), before));
  }
}
