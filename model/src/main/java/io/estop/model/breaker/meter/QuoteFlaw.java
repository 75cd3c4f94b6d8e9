package io.estop.model.breaker.meter;

/** Why a quote cannot be believed. */
public enum QuoteFlaw {
  /** There is none, or nobody can read it. */
  MISSING,
  /** Made longer ago than quotes may be. */
  STALE,
  /** Made later than now: a clock is wrong. */
  AHEAD,
  /** Nobody stands on a side, where somebody always does. */
  ONE_SIDED,
  /** The bid is at or above the ask. */
  CROSSED,
  /** The first one after a silence: what went on in between is nobody's knowledge. */
  GAP,
  /** A price that stands alone. */
  BAD_PRINT
}
