package io.estop.modelcheck.world;

import io.estop.gate.board.Reading;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes a state down so that two states from which the same can happen read the same. Moments are
 * written as their age; of those that are older than anything counts, only the order is.
 */
final class Canon {
  private static final Set<String> NANO_MOMENTS =
      Set.of("askedNanos", "lastAskedNanos", "messageNanos");

  /** From these a lease is counted; beyond its length one is as good as another. */
  private static final Set<String> LEASE_BEGINNINGS =
      Set.of("LeaseClock.lastAskedNanos", "LeaseClock.notReadBeforeNanos");

  private static final Set<String> MILLI_MOMENTS =
      Set.of(
          "redisMillis",
          "readAtMillis",
          "endsAtMillis",
          "firstRedisMillis",
          "firstReadAt",
          "shownReadAt");
  private static final Set<String> SPANS = Set.of("staleNanos", "leaseNanos");

  /** What nothing reads again: the heartbeat is always due, no gate is silent for a minute. */
  private static final Set<String> UNREAD =
      Set.of(
          "saidNanos",
          "saidChanges",
          "GateMemory.changes",
          // Written by Shape as the one difference that is asked of them.
          "LeaseClock.lastRedisMillis",
          "LeaseClock.lastAnsweredNanos",
          "Acknowledgement.redisMillis",
          "startedMillis");

  private final StringBuilder text = new StringBuilder(2_000);
  private final List<Long> old = new ArrayList<>();
  private final List<Long> oldNanos = new ArrayList<>();
  private final Map<String, Integer> interned;
  private final Map<Class<?>, Field[]> fields;
  private long nowNanos;
  private long nowMillis;
  private long counts;
  private long nanosCount;

  Canon() {
    this.interned = new HashMap<>();
    this.fields = new HashMap<>();
  }

  /**
   * Begins anew, at these times.
   *
   * @param leaseMillis what is older by a gate's clock counts no more
   * @param countsMillis what is older by Redis' clock counts no more, however that is set yet
   */
  void begin(long nanos, long millis, long leaseMillis, long countsMillis) {
    text.setLength(0);
    old.clear();
    oldNanos.clear();
    nowNanos = nanos;
    nowMillis = millis;
    nanosCount = leaseMillis;
    counts = countsMillis;
  }

  /** Returns the number of what was written: equal texts have one number. */
  int number() {
    addOrder(old);
    text.append('/');
    addOrder(oldNanos);
    return interned.computeIfAbsent(text.toString(), fresh -> interned.size());
  }

  private void addOrder(List<Long> moments) {
    List<Long> ranks = new ArrayList<>(new TreeSet<>(moments));
    for (Long moment : moments) {
      text.append(' ').append(ranks.indexOf(moment));
    }
  }

  /** Returns what was written, for people. */
  @Override
  public String toString() {
    return text.toString();
  }

  Canon add(long number) {
    text.append(number).append(',');
    return this;
  }

  Canon mark(char sign) {
    text.append(sign);
    return this;
  }

  /** Writes a text of which there are few, as its number. */
  Canon addName(@Nullable String name) {
    if (name == null) {
      text.append('-');
    } else {
      text.append('#').append(interned.computeIfAbsent(name, fresh -> interned.size()));
    }
    return this;
  }

  Canon addText(String words) {
    text.append(words).append(';');
    return this;
  }

  Canon addMillis(long moment) {
    age(nowMillis - moment, counts, old);
    return this;
  }

  Canon addNanos(long moment) {
    age((nowNanos - moment) / 1_000_000, nanosCount, oldNanos);
    return this;
  }

  private void age(long millis, long most, List<Long> older) {
    if (millis <= most) {
      text.append('t').append(millis).append(',');
    } else {
      text.append("o,");
      older.add(-millis);
    }
  }

  /** Writes any value of the product, under the name of the field that holds it. */
  Canon addValue(String name, @Nullable Object value) {
    String field = name.substring(name.indexOf('.') + 1);
    if (UNREAD.contains(field) || UNREAD.contains(name)) {
      return this;
    }
    if (value == null) {
      text.append('-');
    } else if (name.equals("Feed.last") && value instanceof Reading reading) {
      // Of the last reading the gate asks for the time alone; UnreadTest holds it to that.
      addMillis(reading.redisMillis());
    } else if (value instanceof Long number) {
      addLong(name, field, number);
    } else if (value instanceof String words) {
      addName(words);
    } else if (value instanceof Number || value instanceof Boolean || value instanceof Enum) {
      text.append(value).append(',');
    } else if (value instanceof Optional<?> maybe) {
      addValue(name, maybe.orElse(null));
    } else if (value instanceof Collection<?> several) {
      addAll(name, several);
    } else if (value instanceof Map<?, ?> map) {
      // The order of a map that changes in place is of no moment.
      TreeMap<String, Object> sorted = new TreeMap<>();
      map.forEach((key, held) -> sorted.put(key.toString(), held));
      sorted.forEach(
          (key, held) -> {
            addName(key);
            addValue(name, held);
          });
    } else if (value instanceof Object[] several) {
      addAll(name, List.of(several));
    } else {
      addObject(value);
    }
    return this;
  }

  private void addAll(String name, Collection<?> values) {
    text.append('[');
    for (Object value : values) {
      addValue(name, value);
    }
    text.append(']');
  }

  private void addLong(String name, String field, long number) {
    if (LEASE_BEGINNINGS.contains(name)) {
      add(Math.min((nowNanos - number) / 1_000_000, nanosCount));
    } else if (NANO_MOMENTS.contains(field)) {
      addNanos(number);
    } else if (MILLI_MOMENTS.contains(field)) {
      addMillis(number);
    } else if (SPANS.contains(field) || !(field.endsWith("Nanos") || field.endsWith("Millis"))) {
      add(number);
    } else {
      throw new IllegalStateException("say whether " + field + " is a moment or a span");
    }
  }

  private void addObject(Object value) {
    if (!value.getClass().getName().startsWith("io.estop.")) {
      text.append(value).append(',');
      return;
    }
    switch (value.getClass().getSimpleName()) {
      // Immutable, without a moment that passes: what it says is what it is.
      case "Hold", "StopId", "BoardVersion", "Held", "BoardState", "Limits", "Unreadable" ->
          addName(value.getClass().getSimpleName() + value);
      default -> addFields(value);
    }
  }

  private void addFields(Object value) {
    text.append('{');
    String type = value.getClass().getSimpleName();
    for (Field field : fields.computeIfAbsent(value.getClass(), Canon::fieldsOf)) {
      addValue(type + "." + field.getName(), read(field, value));
    }
    text.append('}');
  }

  private static Field[] fieldsOf(Class<?> type) {
    List<Field> found = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        found.add(field);
      }
    }
    return found.toArray(Field[]::new);
  }

  private static @Nullable Object read(Field field, Object owner) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
