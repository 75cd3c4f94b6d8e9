package io.estop.model.breaker.meter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Orders of a window that are alike in all but their id, which is how a loop gone wild looks: at
 * most the last 4,096 are remembered. Confined to one thread.
 */
public final class RepeatedOrders {
  private static final int MOST = 4_096;

  private final Duration window;
  private final Deque<Sent> sent = new ArrayDeque<>();
  private final Map<String, Integer> counts = new HashMap<>();

  private record Sent(String terms, Instant at) {}

  /**
   * @param window above zero
   */
  public RepeatedOrders(Duration window) {
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("a window must be longer than nothing but was: " + window);
    }
    this.window = window;
  }

  /**
   * Takes an order, each once, in the order of time.
   *
   * @param terms all that is said of it but its id
   */
  public void sent(String terms, Instant at) {
    if (sent.size() == MOST) {
      forgetFirst();
    }
    sent.addLast(new Sent(terms, at));
    counts.merge(terms, 1, Integer::sum);
  }

  /** Returns how often the most frequent terms were sent within the window; 0 for none. */
  public int most(Instant now) {
    Instant oldest = now.minus(window);
    while (!sent.isEmpty() && !sent.getFirst().at().isAfter(oldest)) {
      forgetFirst();
    }
    return counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  private void forgetFirst() {
    String terms = sent.removeFirst().terms();
    counts.computeIfPresent(terms, (same, count) -> count == 1 ? null : count - 1);
  }
}
