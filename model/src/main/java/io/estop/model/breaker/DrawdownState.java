package io.estop.model.breaker;

import java.math.BigDecimal;

/**
 * What the drawdown rule remembers between readings.
 *
 * @param highWaterMark highest equity seen since the last re-arm, 0 before the first reading
 * @param equity the latest reading
 * @param breaches consecutive readings beyond the limit
 * @param episode number of trips so far; with the rule's name it names a trip
 * @param latched whether the rule tripped and was not re-armed
 */
public record DrawdownState(
    BigDecimal highWaterMark, BigDecimal equity, int breaches, long episode, boolean latched) {

  /** Returns the state before the first reading. */
  public static DrawdownState initial() {
    return new DrawdownState(BigDecimal.ZERO, BigDecimal.ZERO, 0, 0, false);
  }
}
