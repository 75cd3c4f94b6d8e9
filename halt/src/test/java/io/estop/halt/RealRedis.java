package io.estop.halt;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import redis.embedded.RedisServer;
import redis.embedded.ports.EphemeralPortProvider;

/** A Redis process of one test class. */
final class RealRedis implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final int port = new EphemeralPortProvider().next();
  private final RedisClient client =
      RedisClient.create(
          RedisURI.Builder.redis("127.0.0.1", port).withTimeout(Duration.ofSeconds(2)).build());
  private RedisServer server = started();

  private RealRedis() {}

  public static RealRedis start() {
    return new RealRedis();
  }

  public RedisClient client() {
    return client;
  }

  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /** Does something to Redis from outside the product. */
  public <T> T tamper(Function<RedisCommands<String, String>, T> command) {
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      return command.apply(connection.sync());
    }
  }

  public void empty() {
    tamper(RedisCommands::flushall);
  }

  public void kill() {
    server.stop();
  }

  public void restart() {
    server = started();
  }

  @Override
  public void close() {
    client.shutdown(0, 1, TimeUnit.SECONDS);
    kill();
  }

  /** Waits until something is so, and fails when it takes too long. */
  public static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + PATIENCE + ": " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private RedisServer started() {
    RedisServer fresh =
        RedisServer.builder()
            .port(port)
            .bind("127.0.0.1")
            .setting("save \"\"")
            .setting("maxmemory-policy noeviction")
            .build();
    fresh.start();
    return fresh;
  }
}
