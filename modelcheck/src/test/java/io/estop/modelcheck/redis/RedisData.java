package io.estop.modelcheck.redis;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that one Redis process holds, never changed.
 *
 * @param run id of the process
 * @param entries by key, those included whose time has passed
 */
public record RedisData(String run, Map<String, Entry> entries) {

  public RedisData {
    entries = Collections.unmodifiableMap(new TreeMap<>(entries));
  }

  /**
   * What stands under one key.
   *
   * @param value a text, or a map of texts
   * @param expiresMillis Redis TIME from which it is gone; for ever: {@link Long#MAX_VALUE}
   */
  public record Entry(Object value, long expiresMillis) {}

  /** Returns an empty Redis process. */
  public static RedisData empty(int run) {
    return new RedisData(run(run), Map.of());
  }

  /** Returns the id of the numbered process, as long as Redis makes it. */
  public static String run(int number) {
    return "%040x".formatted(number);
  }

  /** Returns this data under another process, as after a restore. */
  public RedisData under(String otherRun) {
    return new RedisData(otherRun, entries);
  }

  /** Returns the value under a key at that time; null where there is none. */
  public @Nullable Object get(String key, long nowMillis) {
    Entry entry = entries.get(key);
    return entry == null || entry.expiresMillis() <= nowMillis ? null : entry.value();
  }

  /** Returns this data without what has expired by then. */
  public RedisData without(long nowMillis) {
    if (entries.values().stream().noneMatch(entry -> entry.expiresMillis() <= nowMillis)) {
      return this;
    }
    Map<String, Entry> next = new TreeMap<>(entries);
    next.values().removeIf(entry -> entry.expiresMillis() <= nowMillis);
    return new RedisData(run, next);
  }

  RedisData with(String key, @Nullable Entry entry) {
    Map<String, Entry> next = new TreeMap<>(entries);
    if (entry == null) {
      next.remove(key);
    } else {
      next.put(key, entry);
    }
    return new RedisData(run, next);
  }
}
