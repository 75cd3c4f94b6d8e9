package io.estop.store.plan;

/** What is known of one order of a stop. */
public enum SliceState {
  /** Written, perhaps sent, not answered: counts as in flight at full quantity. */
  INTENT,
  /** The venue has it and it may still fill. */
  WORKING,
  /** Over at the venue: filled, cancelled, expired or rejected. */
  FINAL,
  /** The venue never had it, and no byte of it can still arrive. */
  ABSENT,
  /** The venue refused it. */
  REFUSED;

  /** Returns whether the order can never fill again. */
  public boolean isOver() {
    return this == FINAL || this == ABSENT || this == REFUSED;
  }
}
