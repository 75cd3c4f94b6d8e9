package io.estop.model.trading;

import java.math.BigDecimal;
import java.util.Locale;

/** Side of an order. */
public enum Side {
  BUY,
  SELL;

  /** Returns the side that brings a signed quantity nearer to zero. */
  public static Side closing(BigDecimal quantity) {
    return quantity.signum() > 0 ? SELL : BUY;
  }

  /** Returns the word in requests and rows. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
