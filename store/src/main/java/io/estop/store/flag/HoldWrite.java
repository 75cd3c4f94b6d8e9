package io.estop.store.flag;

/** What came of adding a hold to the flag. */
public enum HoldWrite {
  /** The flag has it, now or already. */
  HELD,
  /** The hold was released, or the stop has ended: nothing was done. */
  ENDED,
  /** The stop id is in use for another scope: nothing was done. */
  OTHER_SCOPE
}
