package io.estop.paper.account;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What the account holds of one symbol.
 *
 * @param qty negative when short, never zero
 */
public record Position(BigDecimal qty, BigDecimal averageEntryPrice) {

  /** Returns the position after a fill of that signed quantity; its quantity may be zero. */
  public Position after(BigDecimal signedQty, BigDecimal price) {
    BigDecimal sum = qty.add(signedQty);
    if (sum.signum() == 0 || sum.signum() != qty.signum()) {
      return new Position(sum, price);
    }
    if (signedQty.signum() != qty.signum()) {
      return new Position(sum, averageEntryPrice);
    }
    BigDecimal value = qty.multiply(averageEntryPrice).add(signedQty.multiply(price));
    return new Position(sum, value.divide(sum, 9, RoundingMode.HALF_EVEN));
  }
}
