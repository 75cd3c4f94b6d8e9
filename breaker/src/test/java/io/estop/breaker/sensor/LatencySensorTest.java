package io.estop.breaker.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.breaker.sensor.Sensor.Look;
import io.estop.model.breaker.Metric;
import io.estop.store.RealPostgres;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;
import redis.embedded.ports.EphemeralPortProvider;

/** From PostgreSQL and Redis to a trip. */
class LatencySensorTest {
  private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
  private static final Duration BOUND = Duration.ofSeconds(10);

  @Test
  void aSlowPostgresTrips() {
    try (RealPostgres postgres = RealPostgres.start();
        LatencySensor slow =
            new LatencySensor(
                "PostgreSQL",
                "postgresql",
                () ->
                    postgres
                        .database()
                        .jdbc()
                        .sql("select pg_sleep(0.3)::text")
                        .query()
                        .listOfRows(),
                BOUND,
                System::nanoTime);
        LatencySensor quick = LatencySensor.of(postgres.database(), BOUND)) {
      Judge judge = Judge.above(Metric.DATABASE_LATENCY, "300");
      judge.take(slow.look(NOW)).take(slow.look(NOW.plusSeconds(1)));

      assertThat(judge.trip().orElseThrow()).contains("milliseconds");
      quick.look(NOW);
      Look look = quick.look(NOW.plusSeconds(1));
      assertThat(look.trouble()).isEmpty();
      assertThat(look.readings())
          .filteredOn(one -> one.metric() == Metric.DATABASE_LATENCY)
          .singleElement()
          .satisfies(one -> assertThat(one.value().doubleValue()).isBetween(0.001, 9_999.0));
    }
  }

  @Test
  void aRedisThatPausesTripsAndHeals() {
    int port = new EphemeralPortProvider().next();
    RedisServer server =
        RedisServer.builder().port(port).bind("127.0.0.1").setting("save \"\"").build();
    server.start();
    RedisClient client =
        RedisClient.create(
            RedisURI.Builder.redis("127.0.0.1", port).withTimeout(Duration.ofSeconds(30)).build());
    try (StatefulRedisConnection<String, String> connection = client.connect();
        LatencySensor sensor =
            new LatencySensor(
                "Redis",
                "redis",
                () -> connection.sync().ping(),
                Duration.ofMillis(100),
                System::nanoTime)) {
      connection.sync().ping();
      connection.sync().clientPause(1_500);
      Judge judge = Judge.above(Metric.DATABASE_LATENCY, "100");
      Look first = sensor.look(NOW);
      judge.take(first).take(sensor.look(NOW.plusSeconds(1)));

      assertThat(first.trouble().orElseThrow()).contains("Redis has not answered for");
      assertThat(judge.trip()).isPresent();
      assertThat(healed(sensor)).isTrue();
    } finally {
      client.shutdown(0, 1, TimeUnit.SECONDS);
      server.stop();
    }
  }

  @Test
  void aDatabaseThatRefusesIsAnErrorRate() {
    try (LatencySensor sensor =
        new LatencySensor(
            "PostgreSQL",
            "postgresql",
            () -> {
              throw new ConnectException("refused");
            },
            BOUND,
            System::nanoTime)) {
      Judge judge = Judge.above(Metric.ERROR_RATE, "0.5");
      for (int i = 0; i < 3; i++) {
        Look look = sensor.look(NOW.plusSeconds(i));
        judge.take(look);
        assertThat(look.trouble().orElseThrow()).contains("refused");
      }

      assertThat(judge.trip()).isPresent();
    }
  }

  @Test
  void whileOneQuestionWaitsNoOtherIsAsked() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(2);
    try (LatencySensor sensor =
        new LatencySensor(
            "PostgreSQL",
            "postgresql",
            () -> {
              asked.countDown();
              never.await();
            },
            Duration.ofMillis(20),
            System::nanoTime)) {
      Look last = sensor.look(NOW);
      for (int i = 1; i < 10; i++) {
        last = sensor.look(NOW.plusSeconds(i));
        assertThat(last.trouble()).isPresent();
      }

      assertThat(last.readings())
          .as("it says how long it waits by now")
          .filteredOn(one -> one.metric() == Metric.DATABASE_LATENCY)
          .singleElement()
          .satisfies(one -> assertThat(one.value().doubleValue()).isGreaterThan(190));
      assertThat(asked.await(50, TimeUnit.MILLISECONDS)).isFalse();
      assertThat(asked.getCount()).isEqualTo(1);
    }
  }

  private static boolean healed(LatencySensor sensor) {
    long giveUp = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    for (int i = 2; System.nanoTime() < giveUp; i++) {
      if (sensor.look(NOW.plusSeconds(i)).trouble().isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
