package io.estop.bench.halt;

import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.function.Supplier;

/** The baseline's listener: a bare subscription of the same client library in the same process. */
final class RawSubscriber extends RedisPubSubAdapter<String, String> implements AutoCloseable {
  static final String CHANNEL = "bench:raw";

  private final Supplier<Round> round;
  private final StatefulRedisPubSubConnection<String, String> connection;

  RawSubscriber(RedisClient redis, Supplier<Round> round) {
    this.round = round;
    this.connection = redis.connectPubSub();
    connection.addListener(this);
    connection.sync().subscribe(CHANNEL);
  }

  @Override
  public void message(String channel, String text) {
    long now = System.nanoTime();
    Round current = round.get();
    if (current.isFor(text.substring(0, text.indexOf(' ')))) {
      current.seen(now);
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
