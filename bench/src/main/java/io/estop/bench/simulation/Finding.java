package io.estop.bench.simulation;

/** What must never be, whatever venues, stores and processes do. */
public enum Finding {
  /** An order of a stop turned a position around. */
  FLIP,
  /** An order of a stop made a position larger, or opened one. */
  INCREASE,
  /** The venue had orders of stops for more than the position: some of it was to be sold twice. */
  DUPLICATE,
  /** An order of a stop left a short option with less cover than it had. */
  NAKED_SHORT,
  /** FLAT was said while the venue held, or was about to get, something of the scope. */
  FALSE_FLAT,
  /** An order was sent under a later send-by time than the one it was first sent under. */
  AFTER_SEND_BY,
  /** A position was left over and nothing says why. */
  RESIDUAL_WITHOUT_REASON,
  /** The stop's own books differ from what the venue filled for it. */
  BOOKS_DIFFER,
  /** A step of the engine broke though nothing was taken from it. */
  BROKEN,
  /** Long after all faults had ended the stop was not flat. */
  STUCK
}
