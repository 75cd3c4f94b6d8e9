package io.estop.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.cli.CliMain;
import io.estop.embedded.Stack;
import io.estop.embedded.client.Answer;
import io.estop.embedded.client.JsonClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/**
 * Each trigger of people halts a gate: nobody confirms (with everything up, with the worker dead,
 * with Temporal down; hours pass by setting the last confirmation back), a maintenance window
 * begins, an administrator presses by command and by console, the market halts as a whole.
 */
class TriggersOfPeopleTest {
  private static final String SCOPE = "symbol:GOOGL";
  private static final String PATH = "/api/v1/dead-mans-switch";
  private static final String HELD =
      "select count(*) from hold where stop_id like 'dead-mans-switch-symbol.GOOGL-%'";

  private static Stack stack;
  private static TestGate gate;
  private static Desk desk;
  private static Rows rows;

  @BeforeAll
  static void startEverything() {
    stack =
        DurableStack.start(
            DurableStack.options()
                .withPortfolio(DurableStack.book(16, 8, 7).toJson())
                .withSetting("estop.market-halts.enabled", "true")
                .withSetting("estop.market-halts.interval", "1s")
                .withSetting("estop.dead-mans-switch.enabled", "true")
                .withSetting("estop.dead-mans-switch.scope", SCOPE)
                .withSetting("estop.dead-mans-switch.check-interval", "1s"));
    gate = TestGate.of(stack);
    desk = new Desk(stack);
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
  void eachHaltsAGate() {
    anExpiryHaltsAGateOnceAnEpisodeWhateverIsDown();
    aScheduleHaltsForMaintenance();
    anAdministratorPressesByCommand();
    anAdministratorPressesOnTheConsole();
    theMarketHaltsAsAWhole();
  }

  private static void anExpiryHaltsAGateOnceAnEpisodeWhateverIsDown() {
    gate.awaitAllowed("GOOGL");
    awaitPhase("ARMED");

    hoursPass();

    gate.awaitDenied("GOOGL", "HALTED");
    String stopId = awaitPhase("EXPIRED").path("stopId").asString();
    JsonNode stop =
        Eventually.see(
            "its stop cancels and will close",
            Eventually.SOON,
            () -> desk.stop(stopId),
            found -> found.path("escalation").isObject());
    assertThat(stop.path("trigger").asString()).isEqualTo("DEAD_MANS_SWITCH");
    assertThat(stop.path("action").asString()).isEqualTo("CANCEL");
    assertThat(rows.number(HELD)).isEqualTo(1);

    JsonNode confirmed = confirm("first");
    assertThat(confirmed.path("told").asBoolean()).isTrue();
    assertThat(confirmed.path("phase").asString()).isEqualTo("ARMED");
    Eventually.see(
        "closing is put off",
        Eventually.SOON,
        () -> desk.stop(stopId).path("escalation").path("deferredBy").asString(""),
        by -> by.equals(stack.tokens().presser().name()));

    theWorkerIsDead();
    temporalIsDown();
  }

  private static void theWorkerIsDead() {
    stack.worker().kill();
    hoursPass();
    awaitHeld(2);
    stack.worker().restart();
    confirm("second");
  }

  private static void temporalIsDown() {
    awaitPhase("ARMED");
    stack.temporal().kill();
    hoursPass();
    awaitHeld(3);

    JsonNode kept = confirm("third");

    assertThat(kept.path("told").asBoolean()).isFalse();
    assertThat(kept.path("phase").asString()).isEqualTo("ARMED");
    stack.temporal().restart();
    Eventually.see(
        "the run looks again",
        Eventually.OVER,
        () -> one().path("tickedAt").asString(),
        at -> Instant.parse(at).isAfter(Instant.parse(kept.path("confirmedAt").asString())));
    assertThat(rows.number(HELD)).isEqualTo(3);
  }

  private static void aScheduleHaltsForMaintenance() {
    Instant from = Instant.now().plusSeconds(15);
    Answer planned =
        client(false)
            .post(
                "/api/v1/maintenance",
                Map.of(
                    "windowId",
                    "w-1",
                    "scope",
                    "symbol:META",
                    "startsAt",
                    from.toString(),
                    "endsAt",
                    from.plusSeconds(3_600).toString(),
                    "haltBeforeSeconds",
                    0,
                    "reason",
                    "gateway upgrade"));
    planned.orThrow("plan");
    client(true).post("/api/v1/maintenance/w-1/approve", Map.of()).orThrow("approve");

    gate.awaitDenied("META", "HALTED");

    try (TemporalDoor temporal = TemporalDoor.of(stack)) {
      Eventually.see(
          "a run of the schedule",
          Eventually.SOON,
          () -> temporal.client().listExecutions("WorkflowType = 'Maintenance'").count(),
          runs -> runs == 1);
    }
    String begunAt =
        Eventually.see(
            "the window says when it began: the halt waits for no record",
            Eventually.SOON,
            () ->
                client(false)
                    .get("/api/v1/maintenance")
                    .orThrow("list")
                    .path(0)
                    .path("begunAt")
                    .asString(""),
            at -> !at.isEmpty());
    Instant begun = Instant.parse(begunAt);
    assertThat(Duration.between(from, begun)).isLessThan(Duration.ofSeconds(5));
  }

  private static void anAdministratorPressesByCommand() {
    gate.awaitAllowed("AMZN");
    CommandLine line = CliMain.commandLine(Map.of("ESTOP_TOKEN", stack.tokens().presser().token()));

    int code =
        line.execute(
            "stop",
            "symbol:AMZN",
            "--action",
            "HALT",
            "--reason",
            "fat finger",
            "--stop-id",
            "by-command",
            "--url",
            stack.starter().address().toString());

    assertThat(code).isZero();
    gate.awaitDenied("AMZN", "HALTED");
  }

  private static void anAdministratorPressesOnTheConsole() {
    gate.awaitAllowed("TSLA");
    String starter = stack.starter().address().toString();
    HttpResponse<String> signedIn =
        send(
            HttpRequest.newBuilder(URI.create(starter + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString("token=" + stack.tokens().presser().token())));
    String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];

    HttpResponse<String> pressed =
        send(
            HttpRequest.newBuilder(URI.create(starter + "/api/v1/stops"))
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Cookie", cookie)
                .POST(
                    BodyPublishers.ofString(
                        "{\"stopId\":\"by-console\",\"scope\":\"symbol:TSLA\","
                            + "\"action\":\"HALT\",\"reason\":\"fat finger\"}")));

    assertThat(pressed.statusCode()).as(pressed.body()).isEqualTo(202);
    gate.awaitDenied("TSLA", "HALTED");
  }

  private static void theMarketHaltsAsAWhole() {
    gate.awaitAllowed("MCD");

    stack.paper().admin("pauses", Map.of("paused", true)).orThrow("pause");

    gate.awaitDenied("MCD", "HALTED");
    JsonNode stop =
        Eventually.see(
            "the stop says by whose order",
            Eventually.SOON,
            () -> client(false).get("/api/v1/stops").orThrow("stops").path(0),
            found -> found.path("stopId").asString("").startsWith("market-halt-paper-"));
    JsonNode whole = desk.stop(stop.path("stopId").asString());
    assertThat(whole.path("trigger").asString()).isEqualTo("REGULATORY_ACTION");
    assertThat(whole.path("regulatory").path("authority").asString()).isEqualTo("paper");
    assertThat(whole.path("regulatory").path("documentSha256").asString()).hasSize(64);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static void hoursPass() {
    rows.update(
        "update dead_mans_switch set confirmed_at = confirmed_at - interval '3 hours',"
            + " due_at = due_at - interval '3 hours', version = version + 1");
  }

  private static void awaitHeld(long count) {
    Eventually.see(
        count + " expiries are held",
        Eventually.OVER,
        () -> rows.number(HELD),
        held -> held == count);
  }

  private static JsonNode awaitPhase(String phase) {
    return Eventually.see(
        "the switch is " + phase,
        Eventually.OVER,
        TriggersOfPeopleTest::one,
        found -> found.path("phase").asString("").equals(phase));
  }

  private static JsonNode one() {
    return client(false).get(PATH).orThrow("GET " + PATH).path(0);
  }

  private static JsonNode confirm(String id) {
    return client(false)
        .post(PATH + "/confirm", Map.of("scope", SCOPE, "confirmationId", id))
        .orThrow("confirm");
  }

  private static JsonClient client(boolean approves) {
    return stack.as(approves ? stack.tokens().approver() : stack.tokens().presser()).http();
  }
}
