package io.estop.model.breaker;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Where a rule warns and trips.
 *
 * @param comparison on which side of its levels a reading is bad
 * @param warn people are told; on the good side of the trip level, or equal
 * @param trip the stop is pressed
 * @param hysteresis a reading is calm only so far on the good side of the trip level; not negative
 */
public record RuleLevels(
    Comparison comparison, Optional<BigDecimal> warn, BigDecimal trip, BigDecimal hysteresis) {

  public RuleLevels {
    if (warn.filter(level -> !comparison.reaches(trip, level)).isPresent()) {
      throw new IllegalArgumentException(
          "warn must not lie beyond trip "
              + trip.toPlainString()
              + " but was: "
              + warn.get().toPlainString());
    }
    if (hysteresis.signum() < 0) {
      throw new IllegalArgumentException(
          "hysteresis must not be negative but was: " + hysteresis.toPlainString());
    }
  }

  boolean trips(BigDecimal value) {
    return comparison.reaches(value, trip);
  }

  boolean warns(BigDecimal value) {
    return warn.filter(level -> comparison.reaches(value, level)).isPresent();
  }

  boolean isCalm(BigDecimal value) {
    BigDecimal calm = comparison.backFrom(trip, hysteresis);
    return hysteresis.signum() == 0 ? !trips(value) : !strictlyBeyond(value, calm);
  }

  private boolean strictlyBeyond(BigDecimal value, BigDecimal level) {
    return comparison.reaches(value, level) && value.compareTo(level) != 0;
  }
}
