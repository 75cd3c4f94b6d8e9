package io.estop.breaker.sensor;

import io.estop.model.breaker.Metric;
import io.estop.model.breaker.Rule;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Over which times a market is measured.
 *
 * @param window of velocity and volatility
 * @param normal that tells what is normal, ten windows or more
 * @param staleAfter how old a quote may be
 */
public record MarketWindows(Duration window, Duration normal, Duration staleAfter) {

  /** Five minutes against two hours; quotes of half a minute. */
  public static final MarketWindows STANDARD =
      new MarketWindows(Duration.ofMinutes(5), Duration.ofHours(2), Duration.ofSeconds(30));

  /**
   * Returns what rules ask for: the shortest window of a velocity, the longest one of what is
   * judged against its normal; the standard where none says so. Quotes are measured once for all
   * rules of a scope.
   */
  public static MarketWindows of(Collection<Rule> rules) {
    Duration window =
        windows(rules, Set.of(Metric.PRICE_VELOCITY, Metric.PRICE_VELOCITY_SIGMAS))
            .min(Comparator.naturalOrder())
            .orElse(STANDARD.window());
    Duration normal =
        windows(rules, Set.of(Metric.SPREAD, Metric.DEPTH, Metric.REALISED_VOLATILITY))
            .max(Comparator.naturalOrder())
            .orElse(STANDARD.normal());
    Duration least = window.multipliedBy(10);
    return new MarketWindows(
        window, normal.compareTo(least) < 0 ? least : normal, STANDARD.staleAfter());
  }

  private static Stream<Duration> windows(Collection<Rule> rules, Set<Metric> metrics) {
    return rules.stream()
        .filter(rule -> metrics.contains(rule.metric()))
        .map(rule -> rule.timing().window())
        .filter(window -> !window.isZero());
  }

  public MarketWindows {
    if (window.isNegative()
        || window.isZero()
        || normal.compareTo(window.multipliedBy(10)) < 0
        || staleAfter.isNegative()
        || staleAfter.isZero()) {
      throw new IllegalArgumentException(
          "window and staleAfter must be above zero and normal at least ten windows but were: "
              + window
              + ", "
              + staleAfter
              + ", "
              + normal);
    }
  }
}
