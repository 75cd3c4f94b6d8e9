package io.estop.modelcheck;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes the changing fields of live objects of the product out as a value and puts them back. Finds
 * them by itself: every field that is not final of every object of {@code io.estop} that is
 * reachable through final fields, and the content of final collections. What it cannot take it
 * refuses, so that no new field of the product is ever missed.
 */
public final class Capture {
  private final List<Slot> slots = new ArrayList<>();

  /**
   * @param root where to begin
   * @param leftOut classes that are not part of the state: the world gives them
   */
  public Capture(Object root, Set<String> leftOut) {
    Deque<Object> open = new ArrayDeque<>(List.of(root));
    Map<Object, Boolean> seen = new IdentityHashMap<>();
    while (!open.isEmpty()) {
      Object next = open.removeFirst();
      if (seen.put(next, true) == null) {
        for (Field field : next.getClass().getDeclaredFields()) {
          find(next, field, open, leftOut);
        }
      }
    }
  }

  private record Slot(Object owner, Field field, String name) {}

  private void find(Object owner, Field field, Deque<Object> open, Set<String> leftOut) {
    if (Modifier.isStatic(field.getModifiers())) {
      return;
    }
    field.setAccessible(true);
    String name = owner.getClass().getSimpleName() + "." + field.getName();
    if (leftOut.contains(name)) {
      return;
    }
    Object value = read(owner, field);
    if (!Modifier.isFinal(field.getModifiers())
        || value instanceof Collection
        || value instanceof Map) {
      slots.add(new Slot(owner, field, name));
    } else if (value != null && isState(value)) {
      open.add(value);
    } else if (value != null && !isConstant(value)) {
      throw new IllegalStateException("the model cannot take " + name + ": " + value.getClass());
    }
  }

  private static boolean isState(Object value) {
    return value.getClass().getName().startsWith("io.estop.")
        && !value.getClass().isRecord()
        && !value.getClass().isEnum()
        && !value.getClass().isHidden();
  }

  private static boolean isConstant(Object value) {
    return value instanceof String
        || value instanceof Number
        || value instanceof Boolean
        || value.getClass().isRecord()
        || value.getClass().isEnum()
        || value.getClass().isHidden();
  }

  /** Returns the names of the fields, in the order of the values. */
  public List<String> names() {
    return slots.stream().map(Slot::name).toList();
  }

  /** Returns the values now. */
  public @Nullable Object[] take() {
    Object[] values = new Object[slots.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = frozen(read(slots.get(i).owner(), slots.get(i).field()));
    }
    return values;
  }

  /** Puts values back that {@link #take} returned. */
  public void put(@Nullable Object[] values) {
    for (int i = 0; i < values.length; i++) {
      Slot slot = slots.get(i);
      if (Modifier.isFinal(slot.field().getModifiers())) {
        refill(read(slot.owner(), slot.field()), values[i]);
      } else {
        write(slot, thawed(values[i]));
      }
    }
  }

  // A collection that changes in place is copied both ways; one that is replaced is a value.
  private static @Nullable Object frozen(@Nullable Object value) {
    if (value instanceof ArrayList<?> list) {
      return new Copy(new ArrayList<>(list), ArrayList.class);
    }
    if (value instanceof HashMap<?, ?> || value instanceof TreeMap<?, ?>) {
      return new Copy(new LinkedHashMap<>((Map<?, ?>) value), value.getClass());
    }
    if (value instanceof HashSet<?> || value instanceof ArrayDeque<?>) {
      return new Copy(new ArrayList<>((Collection<?>) value), value.getClass());
    }
    return value;
  }

  record Copy(Object content, Class<?> type) {}

  private static @Nullable Object thawed(@Nullable Object value) {
    if (!(value instanceof Copy copy)) {
      return value;
    }
    try {
      Object fresh = copy.type().getDeclaredConstructor().newInstance();
      refill(fresh, copy);
      return fresh;
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @SuppressWarnings("unchecked")
  private static void refill(@Nullable Object live, @Nullable Object value) {
    Object content = value instanceof Copy copy ? copy.content() : value;
    if (live instanceof Collection<?> collection) {
      if (!live.equals(content)) {
        collection.clear();
        ((Collection<Object>) collection).addAll((Collection<Object>) content);
      }
    } else if (live instanceof Map<?, ?> && !live.equals(content)) {
      ((Map<Object, Object>) live).clear();
      ((Map<Object, Object>) live).putAll((Map<Object, Object>) content);
    }
  }

  private static @Nullable Object read(Object owner, Field field) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void write(Slot slot, @Nullable Object value) {
    try {
      slot.field().set(slot.owner(), value);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
