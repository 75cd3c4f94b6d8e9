package io.estop.model;

/** The latest verified state of a stop. */
public enum Outcome {
  /** The venue showed, twice, nothing but the worthless and dust positions that are listed. */
  FLAT,
  /** Something is left that needs a person. */
  RESIDUAL,
  /** A venue did not answer, so nobody knows. Never flat. */
  UNKNOWN,
  /** HALT and CANCEL: what was asked for was verified; positions are still open. */
  HELD
}
