package io.estop.model.breaker.meter;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** Turns observations of one thing into values of a metric. Confined to one thread. */
public interface Meter {

  /**
   * Takes an observation.
   *
   * @param value what was observed
   * @param at when; one that is not later than the one before is dropped
   * @return the metric's value from then on, empty while too little is known
   */
  Optional<BigDecimal> observe(BigDecimal value, Instant at);

  /** Returns a meter for a metric that is observed as it is. */
  static Meter asItIs() {
    return (value, at) -> Optional.of(value);
  }
}
