package io.estop.model.liquidation;

/** How a position is closed. */
public enum Method {
  /** A limit through the touch with a collar: what a market order is here. */
  MARKET,
  AGGRESSIVE_LIMIT,
  PROGRESSIVE_LIMIT,
  TWAP,
  VWAP,
  IMPLEMENTATION_SHORTFALL,
  DMA,
  /** By limit only; the short leg before its cover; a long that nobody bids for is worthless. */
  OPTION
}
