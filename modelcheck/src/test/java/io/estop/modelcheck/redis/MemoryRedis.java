package io.estop.modelcheck.redis;

import io.estop.modelcheck.redis.RedisData.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Redis whose whole content is a value that can be taken out and put back. Knows the commands
 * that the product uses and refuses every other one by name. One thread.
 */
public final class MemoryRedis {
  private final LuaScripts scripts = new LuaScripts(this::command);
  private final List<String> published = new ArrayList<>();
  private RedisData data = RedisData.empty(1);
  private long nowMillis;

  /** Goes on from this content at this time; forgets what was published. */
  public void restore(RedisData content, long redisMillis) {
    // LuaJ writes %d with 32 bits, Lua 5.1 with 64.
    Math.toIntExact(redisMillis * 2);
    data = content;
    nowMillis = redisMillis;
    published.clear();
  }

  public RedisData data() {
    return data;
  }

  /** Returns the messages since {@link #restore}, the oldest first. */
  public List<String> published() {
    return published;
  }

  /** Runs a script as EVAL does. */
  public List<Object> script(String text, String[] keys, String[] arguments) {
    return scripts.run(text, keys, arguments);
  }

  /**
   * Runs one command.
   *
   * @return null, a text, a whole number, or a list of these
   * @throws RedisError as Redis answers with an error
   */
  public @Nullable Object command(List<String> words) {
    String name = words.get(0).toUpperCase(Locale.ROOT);
    return switch (name) {
      case "TIME" ->
          List.of(
              Long.toString(Math.floorDiv(nowMillis, 1_000L)),
              Long.toString(Math.floorMod(nowMillis, 1_000L) * 1_000));
      case "INFO" -> "# Server\r\nredis_version:7.0.15\r\nrun_id:" + data.run() + "\r\n";
      case "GET" -> text(words.get(1));
      case "GETRANGE" -> range(text(words.get(1)), words);
      case "MEMORY" -> 1_000L;
      case "STRLEN" -> length(text(words.get(1)));
      case "MGET" -> words.subList(1, words.size()).stream().map(this::textOrNothing).toList();
      case "SET" -> set(words);
      case "DEL" -> delete(words.get(1));
      case "EXISTS" -> data.get(words.get(1), nowMillis) == null ? 0L : 1L;
      case "TYPE" -> type(words.get(1));
      case "PUBLISH" -> publish(words.get(2));
      default -> hash(name, words);
    };
  }

  private @Nullable Object hash(String name, List<String> words) {
    String key = words.get(1);
    return switch (name) {
      case "HSET" -> {
        Map<String, String> fields = new TreeMap<>(fields(key));
        for (int i = 2; i < words.size(); i += 2) {
          fields.put(words.get(i), words.get(i + 1));
        }
        yield put(key, fields);
      }
      case "HDEL" -> {
        Map<String, String> fields = new TreeMap<>(fields(key));
        words.subList(2, words.size()).forEach(fields::remove);
        yield put(key, fields);
      }
      case "HGET" -> fields(key).get(words.get(2));
      case "HLEN" -> (long) fields(key).size();
      case "HSTRLEN" -> length(fields(key).get(words.get(2)));
      case "HKEYS" -> List.copyOf(fields(key).keySet());
      case "HVALS" -> List.copyOf(fields(key).values());
      case "HGETALL" -> {
        List<String> all = new ArrayList<>();
        fields(key).forEach((field, value) -> all.addAll(List.of(field, value)));
        yield all;
      }
      default -> throw new IllegalStateException("the model's Redis knows no command " + words);
    };
  }

  // From the end, as the product asks.
  private static String range(@Nullable String text, List<String> words) {
    if (!words.get(3).equals("-1") || !words.get(2).startsWith("-")) {
      throw new IllegalStateException("the model's Redis knows no such range: " + words);
    }
    String value = text == null ? "" : text;
    return value.substring(Math.max(0, value.length() + Integer.parseInt(words.get(2))));
  }

  private static long length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  private @Nullable String text(String key) {
    Object value = data.get(key, nowMillis);
    if (value != null && !(value instanceof String)) {
      throw new RedisError("WRONGTYPE Operation against a key holding the wrong kind of value");
    }
    return (String) value;
  }

  private Object textOrNothing(String key) {
    return data.get(key, nowMillis) instanceof String text ? text : "";
  }

  private Object type(String key) {
    Object value = data.get(key, nowMillis);
    String name = value == null ? "none" : value instanceof String ? "string" : "hash";
    return new Status(name);
  }

  private Map<String, String> fields(String key) {
    Object value = data.get(key, nowMillis);
    if (value instanceof String) {
      throw new RedisError("WRONGTYPE Operation against a key holding the wrong kind of value");
    }
    Map<String, String> fields = new TreeMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((field, text) -> fields.put((String) field, (String) text));
    }
    return fields;
  }

  private Object put(String key, Map<String, String> fields) {
    data = data.with(key, fields.isEmpty() ? null : new Entry(Map.copyOf(fields), Long.MAX_VALUE));
    return 1L;
  }

  private Object set(List<String> words) {
    long expires = Long.MAX_VALUE;
    if (words.size() == 5 && words.get(3).equalsIgnoreCase("PXAT")) {
      expires = Long.parseLong(words.get(4));
    } else if (words.size() != 3) {
      throw new IllegalStateException("the model's Redis knows no such SET: " + words);
    }
    data = data.with(words.get(1), new Entry(words.get(2), expires));
    return new Status("OK");
  }

  private Object delete(String key) {
    boolean there = data.get(key, nowMillis) != null;
    data = data.with(key, null);
    return there ? 1L : 0L;
  }

  private Object publish(String text) {
    published.add(text);
    return 1L;
  }

  /** A status reply: {@code {ok = ...}} in Lua. */
  public record Status(String text) {}

  /** An error reply. */
  public static final class RedisError extends RuntimeException {
    RedisError(String text) {
      super(text);
    }
  }
}
