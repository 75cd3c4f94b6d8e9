package io.estop.bench.halt;

import io.estop.embedded.Stack;
import io.estop.gate.board.BoardChange;
import io.estop.gate.board.ChangeCodec;
import io.estop.model.Action;
import io.estop.model.EnvironmentId;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.BoardVersion;
import io.estop.model.hold.Hold;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The baseline's publisher; its values are as long as the change that a press publishes. */
final class RawRedis implements AutoCloseable {
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;
  private final int valueBytes;

  RawRedis(Stack stack) {
    this.client = RedisClient.create(RedisURI.create("127.0.0.1", stack.redis().port()));
    this.connection = client.connect();
    this.valueBytes = change(EnvironmentId.parse(stack.environment())).length();
  }

  private static String change(EnvironmentId environment) {
    Hold hold =
        Hold.halted(
            StopId.parse("halt-B00001"), Scope.parse("symbol:B00001"), Action.HALT, Instant.EPOCH);
    return ChangeCodec.text(new BoardChange(environment, new BoardVersion(1, 1), List.of(hold)));
  }

  RedisClient client() {
    return client;
  }

  /** Publishes a value that begins with the name; returns the moment just before. */
  long publish(String name) {
    String value = name + " " + "x".repeat(Math.max(0, valueBytes - name.length() - 1));
    long began = System.nanoTime();
    connection.sync().publish(RawSubscriber.CHANNEL, value);
    return began;
  }

  int valueBytes() {
    return valueBytes;
  }

  @Override
  public void close() {
    connection.close();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
  }
}
