package io.estop.activities.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.estop.activities.breaker.RealDatabase;
import io.estop.model.EnvironmentId;
import io.estop.store.CanonicalJson;
import io.estop.store.Database;
import io.estop.store.ledger.Ledger;
import io.estop.store.notice.Notices;
import io.estop.store.notice.Notices.Notice;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

final class NoticeActivitiesImplTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-05T15:00:00Z"), ZoneOffset.UTC);
  private static final Duration BOUND = Duration.ofSeconds(2);
  private static final String STOP = "stop/s1";

  private final Database database = RealDatabase.fresh();
  private final Notices notices = new Notices(database, Clock.systemUTC());
  private final Ledger ledger = new Ledger(database, CLOCK);
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private volatile int grafanaStatus = 200;
  private volatile String slackAnswer = "{\"ok\":true,\"ts\":\"1700.1\"}";
  private HttpServer server;
  private NoticeActivitiesImpl people;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/chat.postMessage", call -> answer(call, 200, slackAnswer));
    server.createContext(
        "/grafana/api/annotations", call -> answer(call, grafanaStatus, "{\"id\":7}"));
    server.start();
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    NoticeChannel slack = new SlackChannel(base.resolve("/api/"), "xoxb-test", "#stops", BOUND);
    NoticeChannel grafana = new GrafanaChannel(base.resolve("/grafana"), "secret", BOUND, CLOCK);
    people = new NoticeActivitiesImpl(database, notices, ledger, List.of(slack, grafana));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void threadsTheMessagesOfAStopInSlack() {
    people.notifyPeople(STOP, "ACTIVATING", "halted by ann");
    slackAnswer = "{\"ok\":true,\"ts\":\"1700.2\"}";
    people.notifyPeople(STOP, "CANCELLING", "cancelling");
    people.notifyPeople(STOP, "VERIFYING", "verifying");

    List<String> slack = toSlack();
    assertThat(slack.get(0)).contains("Bearer xoxb-test", "halted").doesNotContain("thread_ts");
    assertThat(slack.get(1)).contains("thread_ts=1700.1");
    assertThat(slack.get(2)).contains("thread_ts=1700.1");
  }

  @Test
  void theWarningOfADeadMansSwitchBearsAButtonThatConfirmsItsScope() {
    people.notifyPeople("dead-mans-switch/desk:rates", "WARNING 3", "expires soon: confirm now");

    List<?> blocks = blocks(toSlack().get(0));
    assertThat(blocks).hasSize(2);
    assertThat(blocks.get(0).toString())
        .contains("mrkdwn", "*dead-mans-switch/desk:rates* WARNING 3: expires soon: confirm now");
    assertThat(blocks.get(1).toString())
        .contains("type=actions", "type=button", "text=I am here: confirm")
        .contains("action_id=confirm-dead-mans-switch", "value=desk:rates");
  }

  @Test
  void noOtherNoticeBearsAButton() {
    people.notifyPeople(STOP, "WARNING 3", "of a stop");
    people.notifyPeople("dead-mans-switch/firm", "EXPIRED 3", "too late");

    assertThat(toSlack()).hasSize(2).noneMatch(request -> request.contains("blocks="));
  }

  @Test
  void aWarningLongerThanSlackShowsIsCutWhereTheButtonStands() {
    people.notifyPeople("dead-mans-switch/firm", "WARNING 3", "x".repeat(5_000));

    String section = String.valueOf(blocks(toSlack().get(0)).get(0));
    assertThat(section).contains("x".repeat(2_900)).doesNotContain("x".repeat(3_000));
  }

  @Test
  void tellsPeopleAlsoWhilePostgresIsSilent() {
    Database silent =
        new Database(
            new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none?connectTimeout=1"),
            new EnvironmentId("test"));
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    NoticeChannel slack = new SlackChannel(base.resolve("/api/"), "xoxb-test", "#stops", BOUND);

    new NoticeActivitiesImpl(
            silent, new Notices(silent, CLOCK), new Ledger(silent, CLOCK), List.of(slack))
        .notifyPeople(STOP, "DATABASE_SILENT", "PostgreSQL does not answer");

    assertThat(toSlack()).singleElement().asString().contains("PostgreSQL");
  }

  @Test
  void annotatesGrafana() {
    people.notifyPeople(STOP, "FLAT", "flat, \"verified\" twice");

    String request = toGrafana().get(0);
    assertThat(request).startsWith("POST /grafana/api/annotations Bearer secret ");
    Map<String, Object> body = CanonicalJson.read(request.substring(request.indexOf('{')));
    assertThat(body)
        .containsEntry("tags", List.of("estop", STOP, "FLAT"))
        .containsEntry("text", "flat, \"verified\" twice")
        .containsEntry("time", CLOCK.millis());
  }

  @Test
  void tellsEachChannelAtMostOnce() {
    people.notifyPeople(STOP, "FLAT", "flat");
    people.notifyPeople(STOP, "FLAT", "flat");

    assertThat(requests).hasSize(2);
    assertThat(rows()).hasSize(2);
  }

  @Test
  void recordsAFailingChannelAndRepeatsOnlyIt() {
    grafanaStatus = 500;

    assertThatThrownBy(() -> people.notifyPeople(STOP, "FLAT", "flat"))
        .isInstanceOfSatisfying(
            ApplicationFailure.class, failure -> assertThat(failure.isNonRetryable()).isFalse());
    assertThat(of("grafana").state()).isEqualTo("FAILED");
    assertThat(of("grafana").detail()).isEqualTo("Grafana answered 500");
    assertThat(of("slack").isSent()).isTrue();
    grafanaStatus = 200;
    people.notifyPeople(STOP, "FLAT", "flat");

    assertThat(of("grafana").isSent()).isTrue();
    assertThat(toSlack()).hasSize(1);
    assertThat(rows()).hasSize(3);
  }

  @Test
  void givesUpAfterFiveTries() {
    slackAnswer = "{\"ok\":false,\"error\":\"channel_not_found\"}";
    for (int attempt = 1; attempt <= 4; attempt++) {
      assertThatThrownBy(() -> people.notifyPeople(STOP, "FLAT", "flat"))
          .isInstanceOfSatisfying(
              ApplicationFailure.class, failure -> assertThat(failure.isNonRetryable()).isFalse());
    }

    for (int attempt = 5; attempt <= 6; attempt++) {
      assertThatThrownBy(() -> people.notifyPeople(STOP, "FLAT", "flat"))
          .hasMessageContaining("channel_not_found")
          .isInstanceOfSatisfying(
              ApplicationFailure.class, failure -> assertThat(failure.isNonRetryable()).isTrue());
    }
    assertThat(toSlack()).hasSize(5);
  }

  @Test
  void doesNotRepeatWhatMayHaveArrived() {
    notices.record(STOP, new Notice("slack", "FLAT", "SENDING", Optional.empty(), "", 1));

    assertThatThrownBy(() -> people.notifyPeople(STOP, "FLAT", "flat"))
        .hasMessageContaining("it may have arrived");

    assertThat(toSlack()).isEmpty();
    assertThat(toGrafana()).hasSize(1);
  }

  @Test
  void recordsAChannelThatIsNotThere() {
    server.stop(0);

    assertThatThrownBy(() -> people.notifyPeople(STOP, "FLAT", "flat"))
        .hasMessageContaining("cannot be reached");

    assertThat(of("slack").state()).isEqualTo("FAILED");
    assertThat(of("grafana").state()).isEqualTo("FAILED");
  }

  @Test
  void tellsNobodyWithoutChannels() {
    new NoticeActivitiesImpl(database, notices, ledger, List.of())
        .notifyPeople(STOP, "FLAT", "flat");

    assertThat(notices.about(STOP)).isEmpty();
  }

  private void answer(HttpExchange call, int status, String body) throws IOException {
    String text = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(
        call.getRequestMethod()
            + " "
            + call.getRequestURI()
            + " "
            + call.getRequestHeaders().getFirst("Authorization")
            + " "
            + text);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    call.sendResponseHeaders(status, bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }

  /** The blocks of a message to Slack, whose form says them in JSON. */
  private static List<?> blocks(String request) {
    String form = request.substring(request.lastIndexOf(' ') + 1);
    String blocks =
        Arrays.stream(form.split("&"))
            .filter(field -> field.startsWith("blocks="))
            .map(field -> URLDecoder.decode(field.substring(7), StandardCharsets.UTF_8))
            .findFirst()
            .orElseThrow();
    return (List<?>)
        Objects.requireNonNull(CanonicalJson.read("{\"blocks\":" + blocks + "}").get("blocks"));
  }

  private List<String> toSlack() {
    return requests.stream().filter(request -> request.contains("chat.postMessage")).toList();
  }

  private List<String> toGrafana() {
    return requests.stream().filter(request -> request.contains("annotations")).toList();
  }

  private Notice of(String channel) {
    return notices.about(STOP).stream()
        .filter(notice -> notice.channel().equals(channel))
        .findFirst()
        .orElseThrow();
  }

  private List<?> rows() {
    return ledger.about(STOP, List.of("NOTICE"), 100);
  }
}
