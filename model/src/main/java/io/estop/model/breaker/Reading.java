package io.estop.model.breaker;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One value of a metric.
 *
 * @param metric what was measured, in its unit
 * @param value exact; what is no number is no reading
 * @param at when it was true, by its source
 */
public record Reading(Metric metric, BigDecimal value, Instant at) {

  @Override
  public String toString() {
    return metric.word() + " " + value.toPlainString() + " " + metric.unit().word() + " at " + at;
  }
}
