package io.estop.paper.book;

import java.time.Duration;

/**
 * How the simulated makers behave in every book.
 *
 * @param levels price levels per side
 * @param movement speed of the random walk, 1 = the instrument's volatility, 0 = prices stand still
 * @param moveEvery time between two steps of the walk
 * @param refillHalfLife time until half of what was taken is offered again; zero refills at once
 */
public record BookSettings(
    int levels, double movement, Duration moveEvery, Duration refillHalfLife) {
  public BookSettings {
    if (levels < 1 || levels > 100) {
      throw new IllegalArgumentException("book levels must be 1 to 100 but was: " + levels);
    }
    if (movement < 0 || moveEvery.toMillis() < 1 || refillHalfLife.isNegative()) {
      throw new IllegalArgumentException(
          "movement and refill must not be negative and a step at least 1 ms but was: "
              + movement
              + ", "
              + refillHalfLife
              + ", "
              + moveEvery);
    }
  }
}
