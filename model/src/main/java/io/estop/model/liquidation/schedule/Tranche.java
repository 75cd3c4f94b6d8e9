package io.estop.model.liquidation.schedule;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * A planned part of a large position.
 *
 * @param at when it is due, after the start of its schedule; whole milliseconds, never negative
 * @param quantity above 0
 */
public record Tranche(Duration at, BigDecimal quantity) {
  private static final int NANOS_OF_A_MILLISECOND = 1_000_000;
  private static final int MILLI_SCALE = 3;

  public Tranche {
    if (at.isNegative() || at.getNano() % NANOS_OF_A_MILLISECOND != 0) {
      throw new IllegalArgumentException(
          "a tranche is due 0 or more whole milliseconds after the start but was: " + at);
    }
    if (quantity.signum() <= 0) {
      throw new IllegalArgumentException(
          "a tranche's quantity must be above 0 but was: " + quantity.toPlainString());
    }
  }

  /** Returns it as text, {@code 12.5s:200}; {@link #parse} undoes it. */
  @Override
  public String toString() {
    BigDecimal seconds = BigDecimal.valueOf(at.toMillis(), MILLI_SCALE).stripTrailingZeros();
    return seconds.toPlainString() + "s:" + quantity.toPlainString();
  }

  /**
   * Returns the tranche of that text.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Tranche parse(String text) {
    String[] parts = text.split("s:", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("a tranche reads 12.5s:200 but was: " + text);
    }
    try {
      long millis = new BigDecimal(parts[0]).movePointRight(MILLI_SCALE).longValueExact();
      return new Tranche(Duration.ofMillis(millis), new BigDecimal(parts[1]));
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("a tranche reads 12.5s:200 but was: " + text, e);
    }
  }
}
