package io.estop.paper.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** At most so many orders in any second; what is more is dropped, never queued. Thread-safe. */
final class OrderThrottle {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Clock clock;
  private final Deque<Instant> taken = new ArrayDeque<>();

  OrderThrottle(Clock clock) {
    this.clock = clock;
  }

  /** Takes an order, or returns false where the last second had as many already. */
  synchronized boolean take(int perSecond) {
    Instant now = clock.instant();
    while (!taken.isEmpty() && !taken.getFirst().isAfter(now.minus(SECOND))) {
      taken.removeFirst();
    }
    if (taken.size() >= perSecond) {
      return false;
    }
    taken.addLast(now);
    return true;
  }
}
