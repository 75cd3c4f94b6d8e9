package io.estop.venues;

import io.estop.model.trading.Instrument;
import io.estop.model.trading.Side;
import java.math.BigDecimal;

/**
 * A closing limit order.
 *
 * @param clientOrderId unique for ever
 * @param instrument what to trade
 * @param side buy or sell
 * @param quantity above 0
 * @param limitPrice above 0
 * @param timeInForce how long it works
 */
public record NewOrder(
    String clientOrderId,
    Instrument instrument,
    Side side,
    BigDecimal quantity,
    BigDecimal limitPrice,
    TimeInForce timeInForce) {

  /** How long an order works, FIX tag 59. */
  public enum TimeInForce {
    DAY,
    GTC,
    IOC
  }

  public NewOrder {
    if (quantity.signum() <= 0 || limitPrice.signum() <= 0) {
      throw new IllegalArgumentException(
          "quantity and limit price must be above 0 but were: "
              + quantity.toPlainString()
              + " and "
              + limitPrice.toPlainString());
    }
  }
}
