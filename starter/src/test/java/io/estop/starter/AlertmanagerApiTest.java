package io.estop.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.StopId;
import io.estop.store.flag.Flag;
import io.estop.store.flag.Outbox;
import io.estop.store.ledger.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Alertmanager's webhook: by its own payload, and by a real Alertmanager where there is one. */
class AlertmanagerApiTest {
  private static final String PATH = "/api/v1/alertmanager";
  private static final String TOKEN = "alertmanager-token-1";
  private static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");
  private static final FrontDoor door =
      FrontDoor.withStores(
          "--estop.tokens[4].token=" + TOKEN,
          "--estop.tokens[4].name=alerts",
          "--estop.tokens[4].role=ALERTMANAGER");

  @TempDir private Path folder = Path.of("");

  @AfterAll
  static void stop() {
    door.close();
  }

  @Test
  void aFiringAlertPressesOnceHoweverOftenItIsSent() {
    String alert = firing("a1", "\"estop_scope\":\"venue:one\",\"severity\":\"critical\"");

    HttpResponse<String> first = send(alert);
    HttpResponse<String> again = send(alert);

    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(answers(first)).containsExactly("PRESSED");
    assertThat(answers(again)).containsExactly("PRESSED_BEFORE");
    StopId stop = stopId(first);
    assertThat(door.bean(Flag.class).knows(stop)).isTrue();
    assertThat(door.bean(Outbox.class).find(stop).orElseThrow())
        .satisfies(
            press -> {
              assertThat(press.cause().trigger()).hasToString("SYSTEM_HEALTH");
              assertThat(press.cause().actor()).isEqualTo("alerts");
              assertThat(press.cause().reason()).isEqualTo("alert Down: it is gone");
              assertThat(press.action()).hasToString("CANCEL");
              assertThat(press.escalation().orElseThrow().after()).hasMinutes(5);
            });
  }

  @Test
  void theLabelsSayHowFarAndWhy() {
    HttpResponse<String> answer =
        send(
            firing(
                "a2",
                "\"estop_scope\":\"venue:two\",\"estop_action\":\"HALT\",\"severity\":\"warning\","
                    + "\"estop_trigger\":\"DATA_QUALITY\""));

    assertThat(answers(answer)).containsExactly("PRESSED");
    assertThat(door.bean(Outbox.class).find(stopId(answer)).orElseThrow())
        .satisfies(
            press -> {
              assertThat(press.action()).hasToString("HALT");
              assertThat(press.escalation()).isEmpty();
              assertThat(press.cause().trigger()).hasToString("DATA_QUALITY");
            });
  }

  @Test
  void aScopeThatCannotBeFlattenedIsStoppedAllTheSame() {
    assertThat(answers(send(firing("a3", "\"estop_scope\":\"strategy:momentum\""))))
        .containsExactly("PRESSED");
  }

  @Test
  void whatIsResolvedOrMildIsRecordedOnceAndPressesNothing() {
    String mild = firing("a4", "\"estop_scope\":\"venue:four\",\"severity\":\"warning\"");
    String resolved = mild.replace("firing", "resolved");

    HttpResponse<String> noted = send(mild);
    assertThat(answers(noted)).containsExactly("NOTED");
    assertThat(answers(send(resolved))).containsExactly("RESOLVED");
    assertThat(answers(send(resolved))).containsExactly("RESOLVED");

    StopId stop = stopId(noted);
    assertThat(door.bean(Outbox.class).find(stop)).isEmpty();
    assertThat(
            door.bean(Ledger.class)
                .about("alert/" + stop, List.of("ALERT_NOTED", "ALERT_RESOLVED"), 9))
        .extracting(row -> row.action())
        .containsExactly("ALERT_NOTED", "ALERT_RESOLVED");
  }

  @Test
  void ofAGroupTheGoodPressAndTheBadAreNamed() {
    HttpResponse<String> answer =
        send(
            firing("a5", "\"estop_scope\":\"galaxy:1\""),
            firing("a6", "\"estop_scope\":\"venue:six\",\"estop_action\":\"EXPLODE\""),
            firing("a7", "\"job\":\"other\""),
            firing("a8", "\"estop_scope\":\"venue:eight\"").replace("2026-11", "2026-99"),
            firing("not!hex", "\"estop_scope\":\"venue:eight\""),
            firing("a9", "\"estop_scope\":\"venue:nine\""));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answers(answer))
        .containsExactly("REFUSED", "REFUSED", "IGNORED", "REFUSED", "REFUSED", "PRESSED");
    assertThat(answer.body())
        .contains("galaxy", "estop_action must be one of [HALT, CANCEL, FLATTEN] but was: EXPLODE");
  }

  @Test
  void onlyItsOwnTokenSendsAndSendsNothingElse() {
    String body = body(firing("b1", "\"estop_scope\":\"venue:b\""));

    assertThat(door.post(PATH, FrontDoor.RISK, body).statusCode()).isEqualTo(403);
    assertThat(door.post(PATH, FrontDoor.MACHINE, body).statusCode()).isEqualTo(403);
    assertThat(door.post(PATH, "", body).statusCode()).isEqualTo(401);
    assertThat(door.get("/api/v1/stops", TOKEN).statusCode()).isEqualTo(403);
    assertThat(door.post("/api/v1/stops", TOKEN, "{}").statusCode()).isEqualTo(403);
  }

  @Test
  void whatIsNoNotificationIsRefused() {
    assertThat(door.post(PATH, TOKEN, "{").statusCode()).isEqualTo(400);
    assertThat(door.post(PATH, TOKEN, "{\"version\":\"3\",\"alerts\":[{}]}").statusCode())
        .isEqualTo(422);
    assertThat(door.post(PATH, TOKEN, "{\"version\":\"4\",\"alerts\":[]}").statusCode())
        .isEqualTo(422);
    assertThat(door.post(PATH, TOKEN, "\"" + "x".repeat(1_100_000) + "\"").statusCode())
        .isEqualTo(413);
    assertThat(
            answers(send("7", "{}", firing("b2", "\"estop_scope\":\"" + "x".repeat(100) + "\""))))
        .containsExactly("IGNORED", "IGNORED", "REFUSED");
  }

  @Test
  void aRealAlertmanagerPressesAndItsRepeatsDoNot() throws IOException {
    if (!Files.isExecutable(PROGRAM)) {
      String missing = PROGRAM + " is not there: install prometheus-alertmanager";
      assertThat(System.getenv("CI")).as(missing).isNotEqualTo("true");
      Assumptions.abort(missing);
    }
    int port = freePort();
    Process alertmanager = alertmanager(port);
    try {
      String api = "http://127.0.0.1:" + port + "/api/v2/alerts";
      Until.answer(Duration.ofSeconds(30), () -> raise(api, "Real"), status -> status == 200);

      Until.answer(Duration.ofSeconds(30), () -> pressedBy("Real"), found -> found == 1);
      double sent = before();
      Until.answer(
          Duration.ofSeconds(30),
          () -> {
            raise(api, "Real");
            return before();
          },
          now -> now >= sent + 2);
      assertThat(pressedBy("Real")).isEqualTo(1);
    } finally {
      // Its folder is deleted after the test: it must not write there any more.
      alertmanager.destroyForcibly().onExit().join();
    }
  }

  /** Repeats what fires every second; nothing of it reaches beyond this machine. */
  private Process alertmanager(int port) throws IOException {
    String url = door.request(PATH, "").build().uri().toString();
    Path settings =
        Files.writeString(
            folder.resolve("alertmanager.yml"),
            """
            route: {receiver: estop, group_wait: 0s, group_interval: 1s, repeat_interval: 1s}
            receivers:
              - name: estop
                webhook_configs:
                  - url: %s
                    send_resolved: true
                    http_config: {authorization: {credentials: %s}}
            """
                .formatted(url, TOKEN));
    return new ProcessBuilder(
            PROGRAM.toString(),
            "--config.file=" + settings,
            "--storage.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port,
            "--cluster.listen-address=")
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("alertmanager.log").toFile())
        .start();
  }

  private static int raise(String api, String name) {
    try {
      return door.send(
              HttpRequest.newBuilder(URI.create(api))
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "[{\"labels\":{\"alertname\":\""
                              + name
                              + "\",\"estop_scope\":\"venue:real\",\"severity\":\"critical\"}}]")))
          .statusCode();
    } catch (UncheckedIOException notYet) {
      return 0;
    }
  }

  private static long pressedBy(String alert) {
    return door.bean(Outbox.class).undelivered(1_000).stream()
        .filter(press -> press.cause().reason().equals("alert " + alert))
        .count();
  }

  /** How many notifications told of what was pressed before. */
  private static double before() {
    return door.get("/actuator/prometheus", "")
        .body()
        .lines()
        .filter(line -> line.startsWith("estop_alertmanager_alert_total{answer=\"PRESSED_BEFORE\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static HttpResponse<String> send(String... alerts) {
    return door.post(PATH, TOKEN, body(alerts));
  }

  private static String body(String... alerts) {
    return "{\"version\":\"4\",\"groupKey\":\"{}\",\"truncatedAlerts\":0,\"status\":\"firing\","
        + "\"receiver\":\"estop\",\"alerts\":["
        + String.join(",", alerts)
        + "]}";
  }

  private static String firing(String fingerprint, String labels) {
    return "{\"status\":\"firing\",\"labels\":{\"alertname\":\"Down\","
        + labels
        + "},\"annotations\":{\"summary\":\"it is\\ngone\"},"
        + "\"startsAt\":\"2026-11-23T10:00:00.123+01:00\",\"endsAt\":\"0001-01-01T00:00:00Z\","
        + "\"generatorURL\":\"\",\"fingerprint\":\""
        + fingerprint
        + "\"}";
  }

  private static List<String> answers(HttpResponse<String> answer) {
    List<String> answers = new ArrayList<>();
    for (JsonNode one : FrontDoor.json(answer).path("alerts")) {
      answers.add(one.path("answer").asString());
    }
    return answers;
  }

  private static StopId stopId(HttpResponse<String> answer) {
    return StopId.parse(FrontDoor.json(answer).at("/alerts/0/stopId").asString());
  }
}
