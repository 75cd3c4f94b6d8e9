package io.estop.gate;

/** Why an order is denied; the words that stand in logs, metrics and docs/PROTOCOL.md. */
public enum DenialReason {
  /** The gate has not read the board yet. */
  STATE_UNKNOWN,
  /** The last answer of Redis is older than {@link Timing#staleAfter}. */
  STATE_STALE,
  /** The board is missing, damaged, of another environment, or older than one seen before. */
  STATE_UNREADABLE,
  /** No keeper's lease stands behind the board. */
  STATE_UNCONFIRMED,
  /** A stop holds the order's scope. */
  HALTED,
  /** The same, for an order that would reduce a position which the stop itself closes. */
  REDUCE_LANE_CLOSED,
  /** Recovery watches; nobody trades. */
  MONITORING,
  /** Recovery trades on the paper venue only. */
  USE_PAPER,
  /** More than the reduced share of a limit. */
  OVER_REDUCED_LIMIT,
  /** REDUCED, and no limits are registered for the component. */
  NO_LIMITS,
  /** This thread has an allowed order that it has not exited. */
  NOT_EXITED,
  /** So many admissions are open that no more could be listed. */
  TOO_MANY_INSIDE,
  /** The gate was closed. */
  CLOSED
}
