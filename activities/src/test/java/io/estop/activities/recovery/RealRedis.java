package io.estop.activities.recovery;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import redis.embedded.RedisServer;
import redis.embedded.ports.EphemeralPortProvider;

/** A Redis process of one test. */
final class RealRedis implements AutoCloseable {
  private final int port = new EphemeralPortProvider().next();
  private final RedisClient client =
      RedisClient.create(
          RedisURI.Builder.redis("127.0.0.1", port).withTimeout(Duration.ofSeconds(2)).build());
  private final RedisServer server =
      RedisServer.builder()
          .port(port)
          .bind("127.0.0.1")
          .setting("save \"\"")
          .setting("maxmemory-policy noeviction")
          .build();

  RealRedis() {
    server.start();
  }

  RedisClient client() {
    return client;
  }

  void kill() {
    server.stop();
  }

  @Override
  public void close() {
    client.shutdown(0, 1, TimeUnit.SECONDS);
    kill();
  }
}
