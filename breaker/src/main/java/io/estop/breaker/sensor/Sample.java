package io.estop.breaker.sensor;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One line of an exposition.
 *
 * @param name of the series
 * @param labels by name
 * @param value empty for NaN and the infinite ones
 * @param at when it was true, where the line says so
 */
record Sample(
    String name, Map<String, String> labels, Optional<BigDecimal> value, Optional<Instant> at) {
  Sample {
    labels = Map.copyOf(labels);
  }
}
