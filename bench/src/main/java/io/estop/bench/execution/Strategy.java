package io.estop.bench.execution;

import io.estop.model.trading.Quote;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** What is asked of the market in a second, given what is seen. */
interface Strategy {

  /**
   * What a strategy sees.
   *
   * @param elapsed since the start, pauses included
   * @param paused how much of that the venue paused
   * @param untilDeadline time left
   * @param filled units so far
   */
  record Sight(
      Duration elapsed, Duration paused, Duration untilDeadline, BigDecimal filled, Quote quote) {}

  /**
   * An order that trades at once or not at all.
   *
   * @param quantity units; 0 or less asks for nothing
   * @param limit worst price
   */
  record Ask(BigDecimal quantity, double limit) {
    static final Ask NOTHING = new Ask(BigDecimal.ZERO, 0);

    boolean isNothing() {
      return quantity.signum() <= 0;
    }

    /** Returns what of it was filled, in whole steps of the frame. */
    BigDecimal filled(double units, BigDecimal step) {
      // What the market gave was rounded down already; this undoes the binary fraction alone.
      return BigDecimal.valueOf(units)
          .divide(step, 0, RoundingMode.HALF_EVEN)
          .multiply(step)
          .min(quantity);
    }
  }

  Ask ask(Sight sight);
}
