package io.estop.model.trading;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Best bid and ask. A side with nobody on it has price 0.
 *
 * @param bid price per share, coin or share of the option
 * @param bidSize in shares, coins or contracts
 * @param ask price
 * @param askSize size
 * @param quotedAt when the venue made it
 */
public record Quote(
    BigDecimal bid, BigDecimal bidSize, BigDecimal ask, BigDecimal askSize, Instant quotedAt) {

  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /** Returns whether both sides are there and the bid is below the ask. */
  public boolean isTwoSided() {
    return bid.signum() > 0 && ask.signum() > 0 && bid.compareTo(ask) < 0;
  }

  /** Returns whether the bid is at or above the ask, which stops pricing. */
  public boolean isCrossed() {
    return bid.signum() > 0 && ask.signum() > 0 && bid.compareTo(ask) >= 0;
  }

  /** Returns whether nobody bids. */
  public boolean hasNoBid() {
    return bid.signum() == 0;
  }

  /** Returns the price in the middle; exact. */
  public BigDecimal mid() {
    return bid.add(ask).divide(TWO);
  }

  /** Returns the best price on the side that an order of the given side trades against. */
  public BigDecimal touch(Side side) {
    return side == Side.SELL ? bid : ask;
  }
}
