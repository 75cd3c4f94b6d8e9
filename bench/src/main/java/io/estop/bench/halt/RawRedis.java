package io.estop.bench.halt;

import io.estop.embedded.Stack;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;

/** The baseline's publisher; it listens to the board too, to publish values of the same size. */
final class RawRedis implements AutoCloseable {
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;
  private final StatefulRedisPubSubConnection<String, String> board;

  /** Written by the listening thread, read by the one that publishes. */
  private volatile int lastSize = 512;

  RawRedis(Stack stack) {
    this.client = RedisClient.create(RedisURI.create("127.0.0.1", stack.redis().port()));
    this.connection = client.connect();
    this.board = client.connectPubSub();
    board.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String channel, String text) {
            lastSize = text.length();
          }
        });
    board.sync().subscribe("estop:{" + stack.environment() + "}:board");
  }

  RedisClient client() {
    return client;
  }

  /** Publishes a value of the last press's size; returns the moment just before. */
  long publish(String name) {
    String value = name + " " + "x".repeat(Math.max(0, lastSize - name.length() - 1));
    long began = System.nanoTime();
    connection.sync().publish(RawSubscriber.CHANNEL, value);
    return began;
  }

  int lastSize() {
    return lastSize;
  }

  @Override
  public void close() {
    connection.close();
    board.close();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
  }
}
