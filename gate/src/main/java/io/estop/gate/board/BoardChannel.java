package io.estop.gate.board;

import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The published changes of one board. A lost message loses nothing: whoever listens also polls. */
public final class BoardChannel implements AutoCloseable {
  private final RedisLink<StatefulRedisPubSubConnection<String, String>> link;

  BoardChannel(RedisClient client, String channel, Consumer<String> onText) {
    this.link = new RedisLink<>(() -> subscribe(client, channel, onText));
  }

  /**
   * Connects and subscribes where that is not done yet, without waiting. Called with every poll.
   *
   * @return done once subscribed
   */
  public CompletableFuture<?> ensure() {
    return link.connection();
  }

  @Override
  public void close() {
    link.close();
  }

  private static StatefulRedisPubSubConnection<String, String> subscribe(
      RedisClient client, String channel, Consumer<String> onText) {
    StatefulRedisPubSubConnection<String, String> redis = client.connectPubSub();
    redis.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String from, String text) {
            onText.accept(text);
          }
        });
    try {
      redis.sync().subscribe(channel);
      return redis;
    } catch (RuntimeException refused) {
      redis.closeAsync();
      throw refused;
    }
  }
}
