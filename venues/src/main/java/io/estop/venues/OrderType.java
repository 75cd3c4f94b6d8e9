package io.estop.venues;

/** How an order is triggered and priced, FIX tag 40. */
public enum OrderType {
  MARKET,
  LIMIT,
  STOP,
  STOP_LIMIT,
  TRAILING_STOP,
  /** The venue named none, or one that is not known here. */
  OTHER;

  /** Returns whether it waits for the price to turn: what guards a position is such an order. */
  public boolean waitsForATrigger() {
    return this == STOP || this == STOP_LIMIT || this == TRAILING_STOP;
  }
}
