package io.estop.model.breaker.meter;

import java.util.OptionalDouble;

/** The middle one of the last three numbers: whatever stands alone is never it. */
final class MedianOfThree {
  private double first;
  private double second;
  private int known;

  /** Takes a number; empty before the third. */
  OptionalDouble next(double number) {
    double middle = Math.max(Math.min(first, second), Math.min(Math.max(first, second), number));
    first = second;
    second = number;
    if (known < 2) {
      known++;
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(middle);
  }

  void forget() {
    known = 0;
  }
}
