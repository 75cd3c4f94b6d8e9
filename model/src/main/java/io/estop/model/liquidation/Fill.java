package io.estop.model.liquidation;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What of one order filled.
 *
 * @param quantity absolute, above 0
 * @param price average of the fills, above 0
 * @param bid against which the order was priced, if there was one
 * @param ask against which the order was priced, if there was one
 */
public record Fill(
    BigDecimal quantity, BigDecimal price, Optional<BigDecimal> bid, Optional<BigDecimal> ask) {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  public Fill {
    if (quantity.signum() <= 0 || price.signum() <= 0) {
      throw new IllegalArgumentException(
          "quantity and price of a fill must be above 0 but were: " + quantity + " and " + price);
    }
  }

  /** Returns half of the spread at the order, exact; empty where its quote had not both sides. */
  Optional<BigDecimal> halfSpread() {
    return bid.filter(price -> price.signum() > 0)
        .flatMap(low -> ask.map(high -> high.subtract(low)))
        .filter(spread -> spread.signum() > 0)
        .map(spread -> spread.divide(TWO));
  }

  /** Returns the price in the middle at the order, exact; empty as the half spread is. */
  Optional<BigDecimal> mid() {
    return halfSpread().flatMap(half -> bid.map(half::add));
  }
}
