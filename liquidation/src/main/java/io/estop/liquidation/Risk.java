package io.estop.liquidation;

import io.estop.store.plan.PositionRow;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Risk that is still open: the planned risk in proportion to the quantity that is left. */
public final class Risk {
  private static final int SCALE = 2;

  private Risk() {}

  /** Returns the risk left of one position, in the account's currency; 0 once it is resolved. */
  public static BigDecimal left(PositionRow row) {
    if (row.status().isResolved()) {
      return BigDecimal.ZERO;
    }
    return row.risk()
        .multiply(row.openQuantity().abs())
        .divide(row.startQuantity().abs(), SCALE, RoundingMode.HALF_UP);
  }
}
