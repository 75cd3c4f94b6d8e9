package io.estop.breaker.sensor;

import static io.estop.model.breaker.Metric.HEARTBEAT_AGE;

import io.estop.model.breaker.Metric;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How long ago components spoke last. One that was never heard is as old as the first look at which
 * it was expected.
 */
public final class Heartbeats implements Sensor {
  private final Supplier<Optional<Map<String, Optional<Duration>>>> ages;
  private final Map<String, Instant> expectedSince = new HashMap<>();

  /**
   * @param ages since the last word of each component that is expected, by the clock of whoever
   *     heard it; empty where it never spoke, and all empty where nobody can say
   */
  public Heartbeats(Supplier<Optional<Map<String, Optional<Duration>>>> ages) {
    this.ages = ages;
  }

  @Override
  public String name() {
    return "heartbeats";
  }

  @Override
  public Set<Metric> metrics() {
    return Set.of(HEARTBEAT_AGE);
  }

  @Override
  public synchronized Look look(Instant now) {
    Seen seen = new Seen(now);
    ages.get()
        .ifPresentOrElse(
            known -> measure(known, seen, now),
            () -> seen.trouble("nobody can say when components were heard"));
    return seen.look();
  }

  private void measure(Map<String, Optional<Duration>> known, Seen seen, Instant now) {
    expectedSince.keySet().retainAll(known.keySet());
    known.forEach(
        (component, age) -> {
          Instant since = expectedSince.computeIfAbsent(component, any -> now);
          Duration silent = age.orElseGet(() -> Duration.between(since, now));
          seen.read(
              HEARTBEAT_AGE,
              Seen.subject(component),
              BigDecimal.valueOf(Math.max(0, silent.toMillis()), 3));
        });
  }
}
