package io.estop.modelcheck.world;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** A value with a number: what was made of the same values once is made no second time. */
final class Node {
  final int id;
  final Object value;

  private Node(int id, Object value) {
    this.id = id;
    this.value = value;
  }

  <T> T as(Class<T> type) {
    return type.cast(value);
  }

  /** All nodes of one exploration, and what was made of them. */
  static final class Pool {
    private final Map<Object, Node> nodes = new HashMap<>();
    private final Map<Key, Object> made = new HashMap<>();
    private int count;

    private record Key(String what, long first, long second, long third) {}

    /** Returns the node of this value or of an equal one. */
    Node of(Object value) {
      Node known = nodes.get(value);
      if (known == null) {
        known = fresh(value);
        nodes.put(value, known);
      }
      return known;
    }

    /** Returns a new node. */
    Node fresh(Object value) {
      return new Node(count++, value);
    }

    /** Returns what was made of these before, or makes it. */
    @SuppressWarnings("unchecked")
    <T> T make(String what, long first, long second, long third, Supplier<T> maker) {
      Key key = new Key(what, first, second, third);
      Object known = made.get(key);
      if (known == null) {
        known = maker.get();
        made.put(key, known);
      }
      return (T) known;
    }
  }
}
