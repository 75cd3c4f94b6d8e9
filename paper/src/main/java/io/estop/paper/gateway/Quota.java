package io.estop.paper.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Counts requests in windows of one minute, as Alpaca does. Thread-safe. */
final class Quota {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Clock clock;
  private final int perMinute;
  private Instant windowEnd = Instant.MIN;
  private int used;

  Quota(Clock clock, int perMinute) {
    this.clock = clock;
    this.perMinute = perMinute;
  }

  /** Takes one request; returns zero, or the seconds until the next window when none is left. */
  synchronized long take() {
    if (perMinute <= 0) {
      return 0;
    }
    Instant now = clock.instant();
    if (!now.isBefore(windowEnd)) {
      windowEnd = now.plus(WINDOW);
      used = 0;
    }
    if (used < perMinute) {
      used++;
      return 0;
    }
    return Duration.between(now, windowEnd).toSeconds() + 1;
  }
}
