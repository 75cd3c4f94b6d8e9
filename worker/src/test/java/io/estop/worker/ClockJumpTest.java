package io.estop.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.estop.store.Database;
import io.estop.store.alarm.Alarm;
import io.estop.store.alarm.AlarmKind;
import io.estop.store.alarm.Alarms;
import io.estop.workflows.breaker.BreakerActivities;
import io.estop.workflows.breaker.BreakerActivities.Tick;
import io.estop.workflows.breaker.BreakerActivities.Warning;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import redis.embedded.RedisServer;

/** The whole worker, with PostgreSQL and Redis, whose machine's clock is set wrong by an hour. */
class ClockJumpTest {
  private static final String SCOPE = "strategy:momentum";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  // One bad look is enough here: whatever a jump fakes, trips.
  private static final String RULES =
      """
      rules:
        - {name: fear, metric: vix, trip: 30, confirmations: 1, scope: "strategy:momentum", owner: risk,
           rationale: test}
        - {name: beat, metric: heartbeat_age, trip: 120, confirmations: 1, scope: "strategy:momentum",
           owner: risk, rationale: test}
        - {name: slow, metric: database_latency, trip: 600000, confirmations: 1,
           scope: "strategy:momentum", owner: risk, rationale: test}
      """;

  private final WrongClock clock = new WrongClock();
  private volatile String exposed = "market_vix 14\n";

  @Test
  void tripsNothingIsSaidAndTheBreakerGoesOnFindingWhatIsTrue(@TempDir Path folder)
      throws IOException {
    HttpServer market = market();
    RedisServer redis = RedisServer.builder().port(freePort()).bind("127.0.0.1").build();
    redis.start();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        ConfigurableApplicationContext worker =
            worker(
                postgres.getPort(),
                redis.ports().get(0),
                market.getAddress().getPort(),
                Files.writeString(folder.resolve("rules.yml"), RULES))) {
      Database database = worker.getBean(Database.class);
      await("PostgreSQL is migrated", () -> Optional.of(true).filter(any -> database.isMigrated()));
      BreakerActivities breaker = worker.getBean(BreakerActivities.class);
      awaitCalm(breaker);

      clock.set(Duration.ofHours(1));
      assertCalmAndSaid(breaker.tick(SCOPE), "went ahead 3600 s");
      assertThat(openAlarm(worker))
          .contains("clocks differ by more than 30 s: this machine says")
          .contains("PostgreSQL");
      awaitCalm(breaker);

      clock.set(Duration.ZERO);
      assertCalmAndSaid(breaker.tick(SCOPE), "went back 3600 s");
      awaitCalm(breaker);

      exposed = "market_vix 65\n";
      awaitTick(breaker, tick -> tick.tripId().equals("fear/strategy:momentum/1"));
    } finally {
      redis.stop();
      market.stop(0);
    }
  }

  private static void assertCalmAndSaid(Tick tick, String sentence) {
    assertThat(tick.tripId()).as("%s", tick).isEmpty();
    assertThat(Objects.requireNonNull(tick.warnings()))
        .singleElement()
        .extracting(Warning::text)
        .asString()
        .contains(sentence)
        .contains("against what it counted");
  }

  /** Until every sensor answers, which a busy machine may keep from a single look. */
  private static void awaitCalm(BreakerActivities breaker) {
    awaitTick(breaker, tick -> tick.state().equals("WATCHING"));
  }

  private static void awaitTick(BreakerActivities breaker, Predicate<Tick> expected) {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    Tick tick = breaker.tick(SCOPE);
    while (!expected.test(tick) && System.nanoTime() < giveUp) {
      LockSupport.parkNanos(200_000_000);
      tick = breaker.tick(SCOPE);
    }
    assertThat(tick).matches(expected, "what was waited for");
  }

  private static String openAlarm(ConfigurableApplicationContext worker) {
    Alarms alarms = worker.getBean(Alarms.class);
    return await(
            "an alarm says that clocks disagree",
            () ->
                alarms.open().stream()
                    .filter(alarm -> alarm.kind() == AlarmKind.CLOCKS_DISAGREE)
                    .findFirst())
        .map(Alarm::text)
        .orElseThrow();
  }

  private static <T> Optional<T> await(String what, Supplier<Optional<T>> ask) {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    Optional<T> seen = ask.get();
    while (seen.isEmpty() && System.nanoTime() < giveUp) {
      LockSupport.parkNanos(50_000_000);
      seen = ask.get();
    }
    assertThat(seen).as(what).isPresent();
    return seen;
  }

  private HttpServer market() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] body = exposed.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private ConfigurableApplicationContext worker(int postgres, int redis, int market, Path rules) {
    List<String> keys =
        List.of(
            "server.port=0",
            "spring.datasource.url=jdbc:postgresql://127.0.0.1:" + postgres + "/postgres",
            "spring.datasource.username=postgres",
            "spring.data.redis.port=" + redis,
            "spring.temporal.connection.target=127.0.0.1:1",
            "estop.environment=test",
            "estop.breaker.rules=" + rules,
            "estop.sensors.scrapes[0].name=market",
            "estop.sensors.scrapes[0].url=http://127.0.0.1:" + market + "/metrics",
            "estop.sensors.scrapes[0].series[0].metric=vix",
            "estop.sensors.scrapes[0].series[0].name=market_vix");
    return new SpringApplicationBuilder(WorkerApplication.class)
        .logStartupInfo(false)
        .initializers(this::withItsClock)
        .run(keys.stream().map(key -> "--" + key).toArray(String[]::new));
  }

  private void withItsClock(ConfigurableApplicationContext context) {
    ((GenericApplicationContext) context)
        .registerBean(
            "wrongClock", Clock.class, () -> clock, definition -> definition.setPrimary(true));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Goes as the machine's does, so far ahead of it. */
  private static final class WrongClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    void set(Duration by) {
      ahead = by;
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
