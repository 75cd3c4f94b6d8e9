package io.estop.model.trading;

import java.math.BigDecimal;
import java.util.List;

/**
 * What is offered beside the best prices.
 *
 * @param bids best first
 * @param asks best first
 */
public record OrderBook(List<Level> bids, List<Level> asks) {

  public OrderBook {
    bids = List.copyOf(bids);
    asks = List.copyOf(asks);
  }

  /**
   * A price and what stands there.
   *
   * @param price per unit
   * @param size units
   */
  public record Level(BigDecimal price, BigDecimal size) {}

  /** Returns how many units an order of that side finds at prices no worse than the given. */
  public BigDecimal sizeWithin(Side side, BigDecimal worst) {
    return (side == Side.SELL ? bids : asks)
        .stream()
            .filter(level -> isWithin(side, level.price(), worst))
            .map(Level::size)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static boolean isWithin(Side side, BigDecimal price, BigDecimal worst) {
    return side == Side.SELL ? price.compareTo(worst) >= 0 : price.compareTo(worst) <= 0;
  }
}
