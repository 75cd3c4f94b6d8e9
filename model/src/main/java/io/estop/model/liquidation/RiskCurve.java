package io.estop.model.liquidation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How much risk was left, and since when.
 *
 * @param start risk before anything filled, in the account's currency, not negative
 * @param points in the order of time
 */
public record RiskCurve(BigDecimal start, List<Point> points) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  public RiskCurve {
    if (start.signum() < 0) {
      throw new IllegalArgumentException("risk must not be negative but was: " + start);
    }
    points = List.copyOf(points);
  }

  /**
   * A moment, and the risk left from then on.
   *
   * @param at when it was known
   * @param left in the account's currency
   */
  public record Point(Instant at, BigDecimal left) {}

  /**
   * Risk that went with a fill.
   *
   * @param at when it was known
   * @param risk that went, in the account's currency
   */
  public record Removal(Instant at, BigDecimal risk) {}

  /** Returns the curve of what was removed from that much risk. */
  public static RiskCurve of(BigDecimal start, List<Removal> removals) {
    List<Point> points = new ArrayList<>();
    BigDecimal left = start;
    for (Removal removal : removals.stream().sorted(Comparator.comparing(Removal::at)).toList()) {
      left = left.subtract(removal.risk());
      points.add(new Point(removal.at(), left));
    }
    return new RiskCurve(start, points);
  }

  /**
   * Returns since when at least that share of the risk is gone, empty while it is not.
   *
   * @param percent 1 to 100
   */
  public Optional<Instant> removed(int percent) {
    if (percent < 1 || percent > 100) {
      throw new IllegalArgumentException("percent must be 1 to 100 but was: " + percent);
    }
    BigDecimal mayBeLeft = start.multiply(BigDecimal.valueOf(100 - percent));
    return points.stream()
        .filter(point -> point.left().multiply(HUNDRED).compareTo(mayBeLeft) <= 0)
        .map(Point::at)
        .findFirst();
  }
}
