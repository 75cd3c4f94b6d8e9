package io.estop.model.liquidation;

/** Why a position is still open. */
public enum ResidualReason {
  /** Nothing hinders it; it is being worked. */
  NONE,
  /** An order is out and its final state is not known yet. */
  IN_FLIGHT,
  /** The market is closed; closed at the next session. */
  MARKET_CLOSED,
  /** Nobody trades within the worst price that is allowed. */
  OUTSIDE_COLLAR,
  /** The venue paused the symbol. */
  VENUE_PAUSED,
  /** The venue refused the order. */
  VENUE_REFUSED,
  /** The venue gives no usable quote. */
  NO_QUOTE,
  /** It covers a short option that is not closed yet. */
  COVERS_OPEN_SHORT,
  /** The venue does not answer. */
  VENUE_SILENT,
  /** The venue's position does not fit the stop's own fills; nothing is sent until it does. */
  POSITION_UNKNOWN,
  /** A person paused it. */
  PAUSED,
  /** Its schedule has nothing due yet. */
  NOT_DUE,
  /** What is in flight, of all stops, is as much as is allowed at a time. */
  IN_FLIGHT_CAP,
  /** The venue takes no more requests for now. */
  REQUEST_BUDGET,
  /** The time for liquidation is over. */
  DEADLINE
}
