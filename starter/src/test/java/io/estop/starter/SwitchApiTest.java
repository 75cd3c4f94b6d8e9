package io.estop.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.store.Database;
import io.estop.store.flag.Flag;
import io.estop.store.ledger.Ledger;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The dead man's switch over REST, while Temporal is down. */
class SwitchApiTest {
  private static final String CONFIRM = "/api/v1/dead-mans-switch/confirm";
  private static final String SLACK = "/api/v1/slack/commands";
  private static final String SCOPE = "desk:rates";
  private static final String SECRET = "slack-secret-0123456789";
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static FrontDoor door;

  @BeforeAll
  static void open() {
    door =
        FrontDoor.withStores(
            "--estop.dead-mans-switch.enabled=true",
            "--estop.dead-mans-switch.scope=" + SCOPE,
            "--estop.dead-mans-switch.timeout=120m",
            "--estop.slack.signing-secret=" + SECRET,
            "--estop.slack.people[0].user-id=U1",
            "--estop.slack.people[0].name=olivia",
            "--estop.slack.people[1].user-id=U2",
            "--estop.slack.people[1].name=victor");
    Until.answer(BOUND, SwitchApiTest::switches, all -> all.size() == 1);
  }

  @AfterAll
  static void close() {
    door.close();
  }

  @Test
  void aConfirmationCountsWithoutTemporalAndOnlyOnce() {
    JsonNode first = FrontDoor.json(confirm(FrontDoor.OPERATOR, "once", "CLI"));
    JsonNode again = FrontDoor.json(confirm(FrontDoor.RISK, "once", "API"));

    assertThat(first.path("phase").asString()).isEqualTo("ARMED");
    assertThat(first.path("told").asBoolean()).isFalse();
    assertThat(first.path("confirmedBy").asString()).isEqualTo("olivia");
    assertThat(first.path("confirmedVia").asString()).isEqualTo("CLI");
    assertThat(again.path("dueAt")).isEqualTo(first.path("dueAt"));
    assertThat(door.bean(Ledger.class).about("dead-mans-switch/" + SCOPE, List.of("CONFIRM"), 9))
        .anyMatch(row -> row.actor().equals("olivia"));
  }

  @Test
  void refusesWhoMayNotAndWhatIsNotThere() {
    assertThat(confirm(FrontDoor.VIEWER, "v", "API").statusCode()).isEqualTo(403);
    assertThat(confirm(FrontDoor.MACHINE, "m", "API").statusCode()).isEqualTo(403);
    assertThat(confirm(FrontDoor.OPERATOR, "p", "PIGEON").statusCode()).isEqualTo(422);
    HttpResponse<String> nowhere =
        door.post(CONFIRM, FrontDoor.OPERATOR, "{\"scope\":\"desk:none\"}");
    assertThat(nowhere.statusCode()).isEqualTo(404);
    assertThat(nowhere.body()).contains("no dead man's switch is armed for desk:none");
  }

  @Test
  void theWatchdogOfTheStarterHaltsWhenNobodyConfirms() {
    confirm(FrontDoor.OPERATOR, "before", "API");
    door.bean(Database.class)
        .jdbc()
        .sql(
            "update dead_mans_switch set confirmed_at = confirmed_at - interval '3 hours',"
                + " due_at = due_at - interval '3 hours', version = version + 1")
        .update();

    Until.answer(
        BOUND,
        () -> door.bean(Flag.class).read().holds().values(),
        holds -> holds.stream().anyMatch(hold -> hold.scope().toString().equals(SCOPE)));

    assertThat(switches().get(0).path("phase").asString()).isEqualTo("EXPIRED");
    JsonNode confirmed = FrontDoor.json(confirm(FrontDoor.OPERATOR, "after", "API"));
    assertThat(confirmed.path("phase").asString()).isEqualTo("ARMED");
    assertThat(confirmed.path("stopId").asString()).startsWith("dead-mans-switch-desk.rates-");
  }

  @Test
  void aSlashCommandThatSlackSignedConfirmsOnce() {
    String body = "command=%2Festop&text=confirm+desk%3Arates&user_id=U1";
    long now = Instant.now().getEpochSecond();
    HttpResponse<String> confirmed = slack(now, body, SECRET);
    String by = switches().get(0).path("confirmedVia").asString();
    String at = switches().get(0).path("confirmedAt").asString();
    HttpResponse<String> again = slack(now, body, SECRET);

    assertThat(confirmed.statusCode()).as(confirmed.body()).isEqualTo(200);
    assertThat(confirmed.body()).contains("in_channel", "confirmed by olivia over SLACK");
    assertThat(by).isEqualTo("SLACK");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(switches().get(0).path("confirmedAt").asString()).isEqualTo(at);
  }

  @Test
  void refusesWhatSlackDidNotSignAndWhoMayNot() {
    String body = "text=confirm&user_id=U1";
    long now = Instant.now().getEpochSecond();

    assertThat(slack(now, body, "another-secret-0123").statusCode()).isEqualTo(401);
    assertThat(slack(now - 301, body, SECRET).statusCode()).isEqualTo(401);
    assertThat(door.post(SLACK, "", body).statusCode()).isEqualTo(401);
    assertThat(slack(now, "text=confirm&user_id=U2", SECRET).body())
        .contains("ephemeral", "user U2 may not confirm");
    assertThat(slack(now, "text=confirm&user_id=U9", SECRET).body()).contains("may not confirm");
    assertThat(slack(now, "text=explode&user_id=U1", SECRET).body()).contains("/estop confirm");
    assertThat(slack(now, "text=confirm+desk:none&user_id=U1", SECRET).body())
        .contains("no dead man's switch is armed for desk:none");
  }

  private static HttpResponse<String> slack(long timestamp, String body, String secret) {
    return SlackSigned.send(door, SLACK, timestamp, body, secret);
  }

  private static JsonNode switches() {
    return FrontDoor.json(door.get("/api/v1/dead-mans-switch", FrontDoor.VIEWER));
  }

  private static HttpResponse<String> confirm(String token, String id, String via) {
    return door.post(
        CONFIRM,
        token,
        "{\"scope\":\"" + SCOPE + "\",\"via\":\"" + via + "\",\"confirmationId\":\"" + id + "\"}");
  }
}
