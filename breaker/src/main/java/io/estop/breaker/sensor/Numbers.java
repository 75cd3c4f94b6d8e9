package io.estop.breaker.sensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/** Numbers as others write them. */
final class Numbers {
  private static final int LONGEST = 40;
  private static final int FURTHEST_POINT = 30;

  private Numbers() {}

  /** Returns the number; empty for NaN, the infinite ones, and what no reading can bear. */
  static Optional<BigDecimal> exact(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      BigDecimal number = new BigDecimal(text);
      // The plain text of 1e999999999 would not fit into memory.
      return Math.abs((long) number.scale()) > FURTHEST_POINT
          ? Optional.empty()
          : Optional.of(number.round(MathContext.DECIMAL64));
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }
}
