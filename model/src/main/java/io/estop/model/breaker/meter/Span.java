package io.estop.model.breaker.meter;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.DoubleStream;

/** The observations of a window of time, at most so many: the oldest go first. */
final class Span {
  private static final int MOST = 4_096;

  private record Seen(BigDecimal value, Instant at) {}

  private final Duration window;
  private final Deque<Seen> seen = new ArrayDeque<>();

  Span(Duration window) {
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("a window must be longer than nothing but was: " + window);
    }
    this.window = window;
  }

  /** Drops what is older than the window at that moment. */
  void forgetBefore(Instant now) {
    Instant oldest = now.minus(window);
    while (!seen.isEmpty() && seen.getFirst().at().isBefore(oldest)) {
      seen.removeFirst();
    }
  }

  void add(BigDecimal value, Instant at) {
    if (seen.size() == MOST) {
      seen.removeFirst();
    }
    seen.addLast(new Seen(value, at));
  }

  boolean isLater(Instant at) {
    return seen.isEmpty() || at.isAfter(seen.getLast().at());
  }

  int size() {
    return seen.size();
  }

  /** Returns the value in the middle, which a few bad ones do not move; 0 where there is none. */
  double median() {
    double[] sorted = values().sorted().toArray();
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return 0;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  DoubleStream values() {
    return seen.stream().map(Seen::value).mapToDouble(BigDecimal::doubleValue);
  }
}
