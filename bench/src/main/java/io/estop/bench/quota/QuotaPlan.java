package io.estop.bench.quota;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How closing under a quota is measured.
 *
 * @param positions of the generated book
 * @param orders its working orders
 * @param requestsPerMinute that the venue answers, 429 from then on
 * @param timeouts for liquidation, one run each
 * @param seed of book and venue
 */
record QuotaPlan(
    int positions, int orders, int requestsPerMinute, List<Duration> timeouts, long seed) {

  QuotaPlan {
    timeouts = List.copyOf(timeouts);
    if (requestsPerMinute < 20) {
      throw new IllegalArgumentException(
          "--requests-per-minute must be at least 20 but was: " + requestsPerMinute);
    }
    if (timeouts.isEmpty()
        || timeouts.stream().anyMatch(one -> one.compareTo(Duration.ofSeconds(60)) < 0)) {
      throw new IllegalArgumentException(
          "--timeouts must be at least 60 s each but were: " + timeouts);
    }
  }

  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("positions", positions);
    facts.put("workingOrders", orders);
    facts.put("requestsPerMinute", requestsPerMinute);
    facts.put("timeoutSeconds", timeouts.stream().map(Duration::toSeconds).toList());
    facts.put("seed", seed);
    return facts;
  }
}
