package io.estop.example;

import java.math.BigDecimal;

/**
 * What the engine keeps on offer in one symbol: one limit order to buy, placed anew at every turn.
 *
 * @param strategy the name that a hold on {@code strategy:} would cover
 * @param limitPrice far below the market where nothing is to fill
 */
public record Bid(String strategy, String symbol, BigDecimal quantity, BigDecimal limitPrice) {

  /** One unit, at a fifth below a price, rounded down to cents. */
  public static Bid farBelow(String strategy, String symbol, BigDecimal price) {
    BigDecimal limit = price.multiply(new BigDecimal("0.80"));
    BigDecimal cents = limit.setScale(2, java.math.RoundingMode.DOWN);
    return new Bid(strategy, symbol, BigDecimal.ONE, cents.max(new BigDecimal("0.01")));
  }
}
