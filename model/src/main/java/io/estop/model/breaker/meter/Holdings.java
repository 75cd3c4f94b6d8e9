package io.estop.model.breaker.meter;

import io.estop.model.trading.Position;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What an account's positions are worth.
 *
 * @param exposure absolute values of all, long and short added, at the venue's marks
 * @param largest the position of the greatest absolute value; empty where nothing is held
 */
public record Holdings(BigDecimal exposure, Optional<Position> largest) {
  private static final int SCALE = 4;

  /** Returns what positions come to. */
  public static Holdings of(List<Position> positions) {
    return new Holdings(
        positions.stream().map(Position::exposure).reduce(BigDecimal.ZERO, BigDecimal::add),
        positions.stream().max(Comparator.comparing(Position::exposure)));
  }

  /** Returns the value of the largest position, 0 where nothing is held. */
  public BigDecimal largestValue() {
    return largest.map(Position::exposure).orElse(BigDecimal.ZERO);
  }

  /** Returns its share, 0 to 1, in the exposure; 0 where nothing is held. */
  public BigDecimal concentration() {
    return exposure.signum() == 0
        ? BigDecimal.ZERO
        : largestValue().divide(exposure, SCALE, RoundingMode.HALF_UP);
  }
}
