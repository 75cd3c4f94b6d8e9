package io.estop.model.trading;

import java.math.BigDecimal;

/**
 * A position as the venue shows it.
 *
 * @param instrument what is held
 * @param quantity signed: negative when short; shares, coins or contracts
 * @param averageEntryPrice price per share, coin or share of the option
 * @param currentPrice the venue's mark, same unit
 */
public record Position(
    Instrument instrument,
    BigDecimal quantity,
    BigDecimal averageEntryPrice,
    BigDecimal currentPrice) {

  /** Returns the absolute market value at the venue's mark. */
  public BigDecimal exposure() {
    return quantity.abs().multiply(currentPrice).multiply(instrument.multiplier());
  }

  /** Returns what closing at the venue's mark would lose; negative when it would gain. */
  public BigDecimal unrealisedLoss() {
    return averageEntryPrice
        .subtract(currentPrice)
        .multiply(quantity)
        .multiply(instrument.multiplier());
  }
}
