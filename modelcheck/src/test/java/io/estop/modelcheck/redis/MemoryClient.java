package io.estop.modelcheck.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.RedisCommand;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Lettuce client in front of {@link MemoryRedis}: the product's Board runs unchanged on it. Every
 * call is done when it returns; what a late answer means is up to whoever explores.
 */
public final class MemoryClient extends RedisClient {
  private final MemoryRedis redis;
  private final Map<String, String> scripts = new HashMap<>();
  private @Nullable List<String> replayed;
  private @Nullable List<String> lastReading;
  private Runnable answered = () -> {};
  private boolean defers;
  private @Nullable Call deferred;
  private final List<List<String>> writes = new ArrayList<>();
  private boolean holdsWrites;

  public MemoryClient(MemoryRedis redis) {
    this.redis = redis;
  }

  /** The next reading gets this answer, given by Redis some time ago. */
  public void replay(List<String> answer, Runnable onAnswer) {
    replayed = answer;
    answered = onAnswer;
  }

  /**
   * A script that was sent and has not arrived.
   *
   * @param text of the script
   * @param keys KEYS
   * @param arguments ARGV
   */
  public record Call(String text, List<String> keys, List<String> arguments) {}

  /** Runs work whose script calls fail at the caller; returns the one that is under way. */
  public @Nullable Call deferring(Runnable work) {
    defers = true;
    deferred = null;
    try {
      work.run();
      return deferred;
    } finally {
      defers = false;
    }
  }

  /** Runs work whose plain commands do not arrive yet; returns them. */
  public List<List<String>> holdingWrites(Runnable work) {
    holdsWrites = true;
    writes.clear();
    try {
      work.run();
      return List.copyOf(writes);
    } finally {
      holdsWrites = false;
    }
  }

  /** A call that was under way arrives. */
  public List<Object> arrives(Call call) {
    return redis.script(
        call.text(), call.keys().toArray(String[]::new), call.arguments().toArray(String[]::new));
  }

  /** Returns what the last read-only script answered. */
  public @Nullable List<String> lastReading() {
    return lastReading;
  }

  @Override
  public StatefulRedisConnection<String, String> connect() {
    RedisAsyncCommands<String, String> commands =
        proxy(RedisAsyncCommands.class, (self, method, words) -> command(method, words));
    return proxy(
        StatefulRedisConnection.class,
        (self, method, words) ->
            switch (method.getName()) {
              case "async" -> commands;
              case "dispatch" -> dispatch((Collection<?>) words[0]);
              case "isOpen" -> true;
              case "closeAsync" -> CompletableFuture.completedFuture(null);
              case "hashCode" -> System.identityHashCode(self);
              default -> throw new IllegalStateException("the model has no " + method);
            });
  }

  @SuppressWarnings("unchecked")
  private static <T> T proxy(Class<?> type, InvocationHandler handler) {
    return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }

  private RedisFuture<?> command(Method method, Object[] words) {
    String name = method.getName();
    if (name.startsWith("evalsha")) {
      String text = scripts.get((String) words[0]);
      return text == null
          ? failed(new RedisNoScriptException("NOSCRIPT No matching script."))
          : run(name, text, words);
    }
    if (name.startsWith("eval")) {
      scripts.put(sha1((String) words[0]), (String) words[0]);
      return run(name, (String) words[0], words);
    }
    return done(plain(texts(name, words)));
  }

  private Collection<?> dispatch(Collection<?> commands) {
    for (Object one : commands) {
      RedisCommand<?, ?, ?> command = (RedisCommand<?, ?, ?>) one;
      List<String> words = new ArrayList<>(List.of(command.getType().toString()));
      words.addAll(arguments(command.getArgs()));
      plain(words);
      command.complete();
    }
    return commands;
  }

  // As they go over the wire: each a length in bytes and the bytes.
  private static List<String> arguments(CommandArgs<?, ?> arguments) {
    ByteBuf wire = Unpooled.buffer();
    arguments.encode(wire);
    List<String> words = new ArrayList<>();
    while (wire.isReadable()) {
      int end = wire.indexOf(wire.readerIndex(), wire.writerIndex(), (byte) '\r');
      int from = wire.readerIndex() + 1;
      int length = Integer.parseInt(wire.toString(from, end - from, StandardCharsets.US_ASCII));
      words.add(wire.toString(end + 2, length, StandardCharsets.UTF_8));
      wire.readerIndex(end + 2 + length + 2);
    }
    return words;
  }

  private @Nullable Object plain(List<String> words) {
    if (holdsWrites) {
      writes.add(words);
      return null;
    }
    return redis.command(words);
  }

  private RedisFuture<?> run(String name, String text, Object[] words) {
    List<String> old = replayed;
    if (old != null) {
      replayed = null;
      answered.run();
      return done(old);
    }
    if (defers) {
      if (deferred != null) {
        throw new IllegalStateException("one step sends two scripts: make two steps of it");
      }
      deferred = new Call(text, List.of((String[]) words[2]), List.of((String[]) words[3]));
      return failed(new RedisException("no answer yet"));
    }
    List<Object> answer = redis.script(text, (String[]) words[2], (String[]) words[3]);
    if (name.endsWith("ReadOnly") && answer.stream().allMatch(String.class::isInstance)) {
      lastReading = answer.stream().map(String.class::cast).toList();
    }
    return done(answer);
  }

  private String sha1(String text) {
    String[] nothing = {};
    return redis
        .script("return {redis.sha1hex(ARGV[1])}", nothing, new String[] {text})
        .get(0)
        .toString();
  }

  private static List<String> texts(String name, Object[] words) {
    List<String> texts = new ArrayList<>(List.of(name));
    for (Object word : words) {
      if (word instanceof String[] several) {
        texts.addAll(List.of(several));
      } else if (word instanceof Map<?, ?> fields) {
        fields.forEach((field, value) -> texts.addAll(List.of((String) field, (String) value)));
      } else {
        texts.add((String) word);
      }
    }
    return texts;
  }

  private static <T> RedisFuture<T> done(@Nullable T value) {
    Reply<T> reply = new Reply<>();
    reply.complete(value);
    return reply;
  }

  private static RedisFuture<?> failed(RedisException why) {
    Reply<Object> reply = new Reply<>();
    reply.completeExceptionally(why);
    return reply;
  }

  private static final class Reply<T> extends CompletableFuture<T> implements RedisFuture<T> {
    @Override
    public @Nullable String getError() {
      return null;
    }

    @Override
    public boolean await(long timeout, TimeUnit unit) {
      return isDone();
    }
  }
}
