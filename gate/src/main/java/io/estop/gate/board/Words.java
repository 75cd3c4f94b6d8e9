package io.estop.gate.board;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the gates of one process say of themselves. Words of one instance arrive in the order in
 * which they were said; one that waits is replaced by the next, so that no more wait than there are
 * gates. What is said {@link #together} leaves in one write: a change makes every gate speak, and a
 * write each would cost more than all that is done with the change. Thread-safe.
 */
final class Words {
  private final RedisLink<StatefulRedisConnection<String, String>> link;
  // Guarded by this, both: what was said and not sent, and how many rounds hold it back.
  private final Map<Field, Word> waiting = new LinkedHashMap<>();
  private int rounds;

  Words(RedisLink<StatefulRedisConnection<String, String>> link) {
    this.link = link;
  }

  private record Field(String key, String instance) {}

  /** A text to write, or null to take the field away. */
  private record Word(@Nullable String text, CompletableFuture<@Nullable Object> written) {}

  /** Says a text, or takes back what was said. Waits for nothing; done when Redis has it. */
  CompletionStage<?> say(String key, String instance, @Nullable String text) {
    CompletableFuture<@Nullable Object> written = put(new Field(key, instance), text);
    sendUnlessHeldBack();
    return written;
  }

  /** Runs what makes many speak, and sends what they said at its end. */
  void together(Runnable speaking) {
    holdBack(1);
    try {
      speaking.run();
    } finally {
      holdBack(-1);
      sendUnlessHeldBack();
    }
  }

  private synchronized void holdBack(int more) {
    rounds += more;
  }

  private synchronized CompletableFuture<@Nullable Object> put(Field field, @Nullable String text) {
    Word before = waiting.remove(field);
    Word next = new Word(text, before == null ? new CompletableFuture<>() : before.written());
    waiting.put(field, next);
    return next.written();
  }

  private void sendUnlessHeldBack() {
    if (!isHeldBack()) {
      link.connection()
          .whenComplete(
              (redis, failure) -> {
                if (redis == null) {
                  failAll(failure);
                } else {
                  send(redis);
                }
              });
    }
  }

  private synchronized boolean isHeldBack() {
    return rounds > 0 || waiting.isEmpty();
  }

  private void failAll(@Nullable Throwable failure) {
    Throwable why = failure == null ? new RedisException("not connected") : failure;
    taken().values().forEach(word -> word.written().completeExceptionally(why));
  }

  private synchronized Map<Field, Word> taken() {
    Map<Field, Word> all = new LinkedHashMap<>(waiting);
    waiting.clear();
    return all;
  }

  // Under the lock, or a later word could overtake an earlier one.
  private synchronized void send(StatefulRedisConnection<String, String> redis) {
    List<AsyncCommand<String, String, Long>> commands =
        taken().entrySet().stream().map(one -> command(one.getKey(), one.getValue())).toList();
    if (!commands.isEmpty()) {
      try {
        redis.dispatch(commands);
      } catch (RedisException closed) {
        commands.forEach(command -> command.completeExceptionally(closed));
      }
    }
  }

  private static AsyncCommand<String, String, Long> command(Field field, Word word) {
    CommandArgs<String, String> arguments =
        new CommandArgs<>(StringCodec.UTF8).addKey(field.key()).addKey(field.instance());
    CommandType type = word.text() == null ? CommandType.HDEL : CommandType.HSET;
    if (word.text() != null) {
      arguments.addValue(word.text());
    }
    AsyncCommand<String, String, Long> command =
        new AsyncCommand<>(new Command<>(type, new IntegerOutput<>(StringCodec.UTF8), arguments));
    command.whenComplete(
        (count, failure) -> {
          if (failure == null) {
            word.written().complete(count);
          } else {
            word.written().completeExceptionally(failure);
          }
        });
    return command;
  }
}
