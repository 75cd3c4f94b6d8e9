package io.estop.bench.history;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the history is measured.
 *
 * @param sizes positions of the books, each with as many working orders, smallest first
 * @param timeout for liquidation
 * @param largeFrom market value from which a position is parted
 * @param partial share of orders of which only a part ever fills
 * @param seed of books and venue
 */
record HistoryPlan(
    List<Integer> sizes, Duration timeout, BigDecimal largeFrom, BigDecimal partial, long seed) {

  HistoryPlan {
    sizes = sizes.stream().sorted().distinct().toList();
    if (sizes.isEmpty() || sizes.get(0) < 1) {
      throw new IllegalArgumentException("--sizes must be 1 or more each but were: " + sizes);
    }
    if (timeout.compareTo(Duration.ofSeconds(60)) < 0) {
      throw new IllegalArgumentException("--timeout must be at least 60 s but was: " + timeout);
    }
    if (partial.signum() < 0 || partial.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("--partial must be 0 to 1 but was: " + partial);
    }
    if (largeFrom.signum() <= 0) {
      throw new IllegalArgumentException("--large-from must be above 0 but was: " + largeFrom);
    }
  }

  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("sizes", sizes);
    facts.put("timeoutSeconds", timeout.toSeconds());
    facts.put("largeFrom", largeFrom);
    facts.put("partial", partial);
    facts.put("seed", seed);
    return facts;
  }
}
