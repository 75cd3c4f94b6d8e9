package io.estop.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.estop.store.ledger.Ledger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clicks on the button of a dead man's switch's warning, as Slack sends them. */
class SlackClickApiTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PATH = "/api/v1/slack/interactions";
  private static final String SCOPE = "desk:rates";
  private static final String SECRET = "slack-secret-0123456789";
  private static final String CONFIRM = "confirm-dead-mans-switch";
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final BlockingQueue<String> shown = new LinkedBlockingQueue<>();
  private static HttpServer slack;
  private static FrontDoor door;

  @BeforeAll
  static void open() throws IOException {
    slack = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    slack.createContext(
        "/",
        call -> {
          shown.add(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          call.sendResponseHeaders(200, -1);
          call.close();
        });
    slack.start();
    door =
        FrontDoor.withStores(
            "--estop.dead-mans-switch.enabled=true",
            "--estop.dead-mans-switch.scope=" + SCOPE,
            "--estop.slack.signing-secret=" + SECRET,
            "--estop.slack.responses=" + responses(),
            "--estop.slack.people[0].user-id=U1",
            "--estop.slack.people[0].name=olivia",
            "--estop.slack.people[1].user-id=U2",
            "--estop.slack.people[1].name=victor");
    Until.answer(BOUND, SlackClickApiTest::switches, all -> all.size() == 1);
  }

  @AfterAll
  static void close() {
    door.close();
    slack.stop(0);
  }

  @BeforeEach
  void forget() {
    shown.clear();
  }

  @Test
  void aClickConfirmsInTheNameOfItsPersonAndTheChannelSeesIt() throws InterruptedException {
    HttpResponse<String> taken = sent(click("U1", SCOPE, "1700.1"));

    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
    assertThat(taken.body()).isEmpty();
    JsonNode now = switches().get(0);
    assertThat(now.path("confirmedBy").asString()).isEqualTo("olivia");
    assertThat(now.path("confirmedVia").asString()).isEqualTo("SLACK");
    JsonNode answer = JSON.readTree(shown());
    assertThat(answer.path("response_type").asString()).isEqualTo("in_channel");
    assertThat(answer.path("replace_original").asBoolean(true)).isFalse();
    assertThat(answer.path("text").asString())
        .startsWith("desk:rates: confirmed by olivia over SLACK at ");
  }

  @Test
  void theSameClickCountsOnceHoweverItIsSignedAndTheNextOneAgain() {
    long now = Instant.now().getEpochSecond();
    sent(click("U1", SCOPE, "1701.1"));
    Instant first = confirmedAt();

    SlackSigned.send(door, PATH, now - 60, form(click("U1", SCOPE, "1701.1")), SECRET);
    Instant again = confirmedAt();
    sent(click("U1", SCOPE, "1701.2"));

    assertThat(again).isEqualTo(first);
    assertThat(confirmedAt()).isAfter(first);
  }

  @Test
  void whatSlackDidNotSignJustNowChangesNothing() {
    String form = form(click("U1", SCOPE, "1702.1"));
    long now = Instant.now().getEpochSecond();

    assertUnchanged(
        () -> {
          assertThat(status(now, form, "another-secret-0123")).isEqualTo(401);
          assertThat(status(now - 301, form, SECRET)).isEqualTo(401);
          assertThat(status(now + 301, form, SECRET)).isEqualTo(401);
          assertThat(door.post(PATH, FrontDoor.OPERATOR, form).statusCode()).isEqualTo(401);
        });
    assertThat(shown).isEmpty();
  }

  @Test
  void whoMayNotConfirmIsToldSoAloneAndChangesNothing() throws InterruptedException {
    for (String user : List.of("U2", "U9")) {
      assertUnchanged(
          () -> assertThat(sent(click(user, SCOPE, "1703.1")).statusCode()).isEqualTo(200));

      assertThat(shown()).contains("\"ephemeral\"", "user " + user + " may not confirm");
    }
  }

  @Test
  void aScopeWithoutASwitchIsSaidToThePersonAlone() throws InterruptedException {
    sent(click("U1", "desk:none", "1704.1"));
    assertThat(shown()).contains("\"ephemeral\"", "no dead man's switch is armed for desk:none");

    sent(click("U1", "planet:earth", "1704.2"));
    assertThat(shown()).contains("\"ephemeral\"", "scope kind must be one of");
  }

  @Test
  void whatItDoesNotKnowIsAnsweredWithoutEffect() {
    String click = click("U1", SCOPE, "1705.1");

    assertUnchanged(
        () -> {
          assertThat(sent(click.replace("block_actions", "view_submission")).statusCode())
              .isEqualTo(200);
          assertThat(sent(click.replace(CONFIRM, "press-everything")).statusCode()).isEqualTo(200);
          assertThat(sent("{}").statusCode()).isEqualTo(200);
          assertThat(sent("[1]").statusCode()).isEqualTo(200);
        });
    assertThat(shown).isEmpty();
  }

  @Test
  void aClickThatCannotBeToldFromAnotherChangesNothing() {
    String click = click("U1", SCOPE, "1706.1");

    assertUnchanged(
        () -> {
          assertThat(sent(click.replace("1706.1", "")).body()).contains("must say its action_ts");
          assertThat(sent(click.replace("\"U1\"", "null")).body()).contains("must say its user/id");
          assertThat(sent(click.replace("message_ts", "no_ts")).body())
              .contains("must say its container/message_ts");
          assertThat(sent("{").statusCode()).isEqualTo(422);
          assertThat(status(Instant.now().getEpochSecond(), "load=1", SECRET)).isEqualTo(422);
        });
  }

  @Test
  void nothingIsSentToAnAddressThatIsNotSlacks() throws InterruptedException {
    String elsewhere = responses().replace("127.0.0.1", "localhost") + "x";

    assertThat(sent(click("U1", SCOPE, "1707.1", elsewhere)).statusCode()).isEqualTo(200);
    sent(click("U9", SCOPE, "1707.2"));

    // Answers leave in turn: the first would be here before the second.
    assertThat(shown()).contains("user U9 may not confirm");
  }

  private static void assertUnchanged(Runnable attempt) {
    Instant before = confirmedAt();
    int recorded = recorded();

    attempt.run();

    assertThat(confirmedAt()).isEqualTo(before);
    assertThat(recorded()).isEqualTo(recorded);
  }

  private static int recorded() {
    return door.bean(Ledger.class)
        .about("dead-mans-switch/" + SCOPE, List.of("CONFIRM"), 100)
        .size();
  }

  private static Instant confirmedAt() {
    return Instant.parse(switches().get(0).path("confirmedAt").asString());
  }

  private static String shown() throws InterruptedException {
    return String.valueOf(shown.poll(BOUND.toSeconds(), TimeUnit.SECONDS));
  }

  private static String responses() {
    return "http://127.0.0.1:" + slack.getAddress().getPort() + "/";
  }

  private static String click(String user, String scope, String clickedAt) {
    return click(user, scope, clickedAt, responses() + "actions/T1/1/x");
  }

  private static String click(String user, String scope, String clickedAt, String responseUrl) {
    return JSON.writeValueAsString(
        Map.of(
            "type", "block_actions",
            "user", Map.of("id", user, "username", "someone", "team_id", "T1"),
            "container", Map.of("type", "message", "channel_id", "C1", "message_ts", "1699.000100"),
            "message", Map.of("text", "x".repeat(20_000)),
            "response_url", responseUrl,
            "actions",
                List.of(
                    Map.of(
                        "type", "button",
                        "action_id", CONFIRM,
                        "value", scope,
                        "action_ts", clickedAt))));
  }

  private static HttpResponse<String> sent(String payload) {
    return SlackSigned.send(door, PATH, Instant.now().getEpochSecond(), form(payload), SECRET);
  }

  private static int status(long timestamp, String form, String secret) {
    return SlackSigned.send(door, PATH, timestamp, form, secret).statusCode();
  }

  private static String form(String payload) {
    return "payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8);
  }

  private static JsonNode switches() {
    return FrontDoor.json(door.get("/api/v1/dead-mans-switch", FrontDoor.VIEWER));
  }
}
