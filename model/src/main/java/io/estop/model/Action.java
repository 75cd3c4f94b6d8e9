package io.estop.model;

/** How far a stop goes; each value includes the ones before it. */
public enum Action {
  /** Gates deny; working orders stay. */
  HALT,
  /** Working orders are cancelled too, and foreign orders swept. */
  CANCEL,
  /** Positions are closed too, and the book is verified. */
  FLATTEN;

  /** Returns the one that goes further: a stop is escalated, never weakened. */
  public Action furthest(Action other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** Returns whether this action includes the other. */
  public boolean includes(Action other) {
    return compareTo(other) >= 0;
  }
}
