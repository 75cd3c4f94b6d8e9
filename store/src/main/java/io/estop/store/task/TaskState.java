package io.estop.store.task;

/** Where a task is. */
public enum TaskState {
  /** It waits for a person. */
  OPEN,
  /** A person asked for the position to be closed again, or gave it back. */
  RETRYING,
  /** A person closes the position by hand. */
  HANDED_OVER,
  /** A person said what becomes of the position; the venue may still show it. */
  RESOLVED,
  /** The position is closed, worthless or dust, as the venue shows it. */
  DONE_BY_VENUE,
  /** Another stop closes the position now. */
  CLAIMED_BY,
  /** The stop ended with it. */
  LEFT;

  /** Returns whether somebody still has to do something. */
  public boolean isUnfinished() {
    return this == OPEN || this == RETRYING || this == HANDED_OVER;
  }
}
