package io.estop.starter;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import redis.embedded.RedisServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One starter on a free port, with a PostgreSQL and a Redis that begin when told; no Temporal. */
public final class FrontDoor implements AutoCloseable {
  public static final String OPERATOR = "operator-token-0001";
  public static final String VIEWER = "viewer-token-000001";
  public static final String RISK = "risk-token-00000001";
  public static final String MACHINE = "machine-token-00001";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration BOUND = Duration.ofSeconds(20);

  private final Path outbox = newFolder();
  private final int postgresPort = freePort();
  private final int redisPort = freePort();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;
  private @Nullable EmbeddedPostgres postgres;
  private @Nullable RedisServer redis;

  private FrontDoor(boolean withStores, List<String> more) {
    if (withStores) {
      startStores();
    }
    List<String> all = new ArrayList<>(List.of(arguments()));
    all.addAll(more);
    context =
        new SpringApplicationBuilder(StarterApplication.class).run(all.toArray(String[]::new));
  }

  /** Starts with everything down. */
  public static FrontDoor alone() {
    return new FrontDoor(false, List.of());
  }

  /**
   * Starts with PostgreSQL and Redis, and waits until the lease is held.
   *
   * @param more arguments of the process
   */
  public static FrontDoor withStores(String... more) {
    FrontDoor door = new FrontDoor(true, List.of(more));
    Until.answer(
        Duration.ofSeconds(30),
        door::health,
        health -> health.at("/components/keeper/status").asString().equals("UP"));
    return door;
  }

  /** Starts PostgreSQL and Redis where the starter looks for them. */
  public void startStores() {
    try {
      postgres = EmbeddedPostgres.builder().setPort(postgresPort).start();
      redis =
          RedisServer.builder()
              .port(redisPort)
              .bind("127.0.0.1")
              .setting("save \"\"")
              .setting("daemonize no")
              .build();
      redis.start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Takes PostgreSQL away. */
  public void stopDatabase() {
    try {
      if (postgres != null) {
        postgres.close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private String[] arguments() {
    List<String> arguments = new ArrayList<>();
    Map<String, String> settings =
        Map.of(
            "server.port", "0",
            "estop.environment", "test",
            "spring.datasource.url", "jdbc:postgresql://127.0.0.1:" + postgresPort + "/postgres",
            "spring.datasource.username", "postgres",
            "spring.data.redis.port", String.valueOf(redisPort),
            "spring.temporal.connection.target", "127.0.0.1:" + freePort(),
            "estop.components[0].name", "engine",
            "estop.halt.outbox-folder", outbox.toString(),
            "estop.breaker.enabled", "true");
    settings.forEach((key, value) -> arguments.add("--" + key + "=" + value));
    token(arguments, 0, OPERATOR, "olivia", "OPERATOR");
    token(arguments, 1, VIEWER, "victor", "VIEWER");
    token(arguments, 2, RISK, "rita", "RISK");
    token(arguments, 3, MACHINE, "maker", "COMPONENT");
    return arguments.toArray(String[]::new);
  }

  private static void token(List<String> all, int i, String token, String name, String role) {
    all.add("--estop.tokens[" + i + "].token=" + token);
    all.add("--estop.tokens[" + i + "].name=" + name);
    all.add("--estop.tokens[" + i + "].role=" + role);
  }

  /** Returns a bean of the running process. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Returns what health says now. */
  public JsonNode health() {
    return json(get("/actuator/health", ""));
  }

  public HttpResponse<String> get(String path, String token) {
    return send(request(path, token).GET());
  }

  public HttpResponse<String> post(String path, String token, String body) {
    return send(
        request(path, token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Presses with that id and returns the answer. */
  public HttpResponse<String> press(String stopId, String scope, String action) {
    return post("/api/v1/stops", OPERATOR, body(stopId, scope, action));
  }

  public static String body(String stopId, String scope, String action) {
    return JSON.writeValueAsString(
        Map.of("stopId", stopId, "scope", scope, "action", action, "reason", "a test"));
  }

  public static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  /** Returns the start of a request; the token may be empty. */
  public HttpRequest.Builder request(String path, String token) {
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(BOUND);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  HttpClient http() {
    return http;
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory(Path.of("target"), "outbox").toAbsolutePath();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    context.close();
    try {
      if (redis != null) {
        redis.stop();
      }
      if (postgres != null) {
        postgres.close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
