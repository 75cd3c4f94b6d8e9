package io.estop.bench.execution;

import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;

/** One book over virtual time, a second at a time, as one strategy meets it. */
interface Market {

  /**
   * What an order got.
   *
   * @param quantity units, at most what was asked
   * @param money price x units
   */
  record Fill(double quantity, double money) {
    static final Fill NONE = new Fill(0, 0);
  }

  /** Returns the side of the closing orders. */
  Side side();

  /** Returns the touch now, our own impact in it. */
  Quote quote();

  /** Returns the price that what is left is worth, without what our own trades did for a while. */
  double mid();

  /** Returns the price in the middle as it would be without our trades. */
  double undisturbed();

  /** Returns whether the venue takes nothing now. */
  boolean isPaused();

  /**
   * Trades on the closing side, at once, what there is within the limit.
   *
   * @param limit worst price; 0 of a sale and infinity of a purchase is a market order
   */
  Fill trade(double quantity, double limit);

  /** Goes on by one second. */
  void advance();
}
