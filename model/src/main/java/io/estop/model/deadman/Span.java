package io.estop.model.deadman;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A stretch of time.
 *
 * @param from its first moment
 * @param to the moment after its last, not before {@code from}
 */
public record Span(Instant from, Instant to) {
  public Span {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(
          "a span must not end before it begins but was: " + from + " to " + to);
    }
  }

  /** Returns how long it is. */
  public Duration length() {
    return Duration.between(from, to);
  }

  /** Returns whether the moment is in it. */
  public boolean contains(Instant moment) {
    return !moment.isBefore(from) && moment.isBefore(to);
  }

  /** Returns what is left of it without others, in order. */
  List<Span> without(Collection<Span> others) {
    List<Span> left = List.of(this);
    for (Span other : others) {
      List<Span> next = new ArrayList<>();
      left.forEach(span -> next.addAll(span.without(other)));
      left = next;
    }
    return left;
  }

  private List<Span> without(Span other) {
    if (!other.from.isBefore(to) || !from.isBefore(other.to)) {
      return List.of(this);
    }
    List<Span> left = new ArrayList<>();
    if (from.isBefore(other.from)) {
      left.add(new Span(from, other.from));
    }
    if (other.to.isBefore(to)) {
      left.add(new Span(other.to, to));
    }
    return left;
  }
}
