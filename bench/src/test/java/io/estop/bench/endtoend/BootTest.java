package io.estop.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.embedded.client.Answer;
import io.estop.embedded.client.CallFailure;
import io.estop.embedded.client.JsonClient;
import io.estop.embedded.process.Ports;
import io.estop.embedded.process.Progress;
import io.estop.embedded.process.Warden;
import io.estop.embedded.service.BootService;
import io.estop.embedded.service.BootSpec;
import io.estop.embedded.service.ServiceJars;
import io.estop.embedded.stores.EmbeddedDatabase;
import io.estop.embedded.stores.EmbeddedRedis;
import io.estop.embedded.temporal.TemporalChoice;
import io.estop.embedded.temporal.TemporalFinder;
import io.estop.embedded.temporal.TemporalFound;
import io.estop.embedded.temporal.TemporalPlace;
import io.estop.embedded.temporal.TemporalServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Worker and starter start without anything they need, say what is missing by name, and heal. */
class BootTest {

  private static final String ENVIRONMENT = "boot-test";
  private static final String TOKEN = "boot-test-token-of-olga";
  private static final Duration START = Duration.ofSeconds(90);

  private final List<Integer> ports = Ports.free(6);
  private final int database = ports.get(0);
  private final int redis = ports.get(1);
  private final int temporal = ports.get(2);

  @Test
  void servicesStartWithEverythingDownAndHealWhenItAppears(@TempDir Path folder) {
    try (Warden warden = Warden.start(folder);
        BootService worker = service("worker", ports.get(4), folder, warden);
        BootService starter = service("starter", ports.get(5), folder, warden)) {
      TemporalFound found = durableServer(warden);
      worker.launch();
      starter.launch();

      assertThat(ProcessHandle.of(worker.pid()).flatMap(it -> it.info().commandLine()))
          .as("the way of a quick start")
          .hasValueSatisfying(line -> assertThat(line).contains("-XX:SharedArchiveFile="));
      Set<String> everything = Set.of("db", "redis", "temporal");
      awaitDown(worker, everything);
      awaitDown(starter, everything);

      try (EmbeddedDatabase running = EmbeddedDatabase.start(database, folder, warden)) {
        awaitDown(worker, Set.of("redis", "temporal"));
        awaitDown(starter, Set.of("redis", "temporal"));
        heal(folder, warden, found, new Services(worker, starter, Rows.of(running)));
      }
    }
  }

  private record Services(BootService worker, BootService starter, Rows rows) {}

  private void heal(Path folder, Warden warden, TemporalFound found, Services services) {
    TemporalPlace place = new TemporalPlace(temporal, ports.get(3), ENVIRONMENT, folder, warden);
    try (EmbeddedRedis board = EmbeddedRedis.start(redis, folder, warden);
        TemporalServer server = TemporalServer.start(found, place)) {
      assertThat(board.port()).isEqualTo(redis);
      assertThat(server.facts().address()).endsWith(":" + temporal);
      awaitDown(services.worker(), Set.of());
      awaitDown(services.starter(), Set.of());

      Answer pressed = press(services.starter());

      assertThat(pressed.status()).as(pressed.complaint()).isEqualTo(202);
      assertThat(pressed.body().path("answer").asString()).isEqualTo("ACCEPTED");
      Eventually.see(
          "the worker carries the stop out",
          START,
          () -> services.rows().outcomes("after-boot"),
          outcomes -> outcomes.equals(List.of("HELD")));
    }
  }

  private static Answer press(BootService starter) {
    return new JsonClient(starter.address(), Map.of("Authorization", "Bearer " + TOKEN))
        .post(
            "/api/v1/stops",
            Map.of("stopId", "after-boot", "scope", "firm", "action", "HALT", "reason", "boot"));
  }

  /** Waits until exactly these of the parts are not well, and all others are. */
  private static void awaitDown(BootService service, Set<String> expected) {
    JsonClient client = new JsonClient(service.address(), Map.of());
    Eventually.see(
        service.address() + " lacks exactly " + expected,
        START,
        () -> down(client),
        down -> down.equals(new TreeSet<>(expected)));
    int status = expected.isEmpty() ? 200 : 503;
    Eventually.see(
        service.address() + " answers with " + status,
        START,
        () -> client.get("/actuator/health").status(),
        seen -> seen == status);
  }

  private static Set<String> down(JsonClient client) {
    JsonNode components = components(client);
    return components.properties().stream()
        .filter(part -> Set.of("db", "redis", "temporal").contains(part.getKey()))
        .filter(part -> !part.getValue().path("status").asString().equals("UP"))
        .map(Map.Entry::getKey)
        .collect(
            Collectors.toCollection(
                () -> components.isMissingNode() ? new TreeSet<>(Set.of("it")) : new TreeSet<>()));
  }

  private static JsonNode components(JsonClient client) {
    try {
      return client.get("/actuator/health").body().path("components");
    } catch (CallFailure notYet) {
      return MissingNode.getInstance();
    }
  }

  private static TemporalFound durableServer(Warden warden) {
    TemporalFound found =
        TemporalFinder.ofThisMachine(warden).find(new TemporalChoice.Auto(), Progress.SILENT);
    Assumptions.assumeTrue(
        found instanceof TemporalFound.Startable,
        "no durable Temporal server can be had here: see embedded/README.md");
    return found;
  }

  private BootService service(String name, int port, Path folder, Warden warden) {
    return new BootService(
        new BootSpec(
            name,
            ServiceJars.ofThisTree().of(name),
            port,
            "/actuator/health",
            settings(port),
            folder,
            Progress.SILENT),
        warden);
  }

  private Map<String, String> settings(int port) {
    Map<String, String> settings = new HashMap<>();
    settings.put("server.port", String.valueOf(port));
    settings.put("server.address", "127.0.0.1");
    settings.put("estop.environment", ENVIRONMENT);
    settings.put("spring.datasource.url", "jdbc:postgresql://127.0.0.1:" + database + "/postgres");
    settings.put("spring.datasource.username", EmbeddedDatabase.USER);
    settings.put("spring.datasource.password", "");
    settings.put("spring.data.redis.host", "127.0.0.1");
    settings.put("spring.data.redis.port", String.valueOf(redis));
    settings.put("spring.temporal.connection.target", "127.0.0.1:" + temporal);
    settings.put("estop.tokens[0].token", TOKEN);
    settings.put("estop.tokens[0].name", "olga");
    settings.put("estop.tokens[0].role", "OPERATOR");
    return settings;
  }
}
