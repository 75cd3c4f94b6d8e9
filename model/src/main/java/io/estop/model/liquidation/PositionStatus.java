package io.estop.model.liquidation;

/** Where a stop is with one position. */
public enum PositionStatus {
  OPEN,
  CLOSED,
  /** A long option that nobody bids for; resolved without a fill. */
  WORTHLESS,
  /** Less than the venue's minimum. */
  DUST,
  /** Another stop has the right to close it. */
  CLAIMED_BY,
  /** A person closes it by hand; the outcome says so until the venue shows it closed. */
  HANDED_OVER,
  /** Could not be closed; a person has to look. */
  RESIDUAL;

  /** Returns whether nothing more is to be done here by this stop. */
  public boolean isResolved() {
    return this != OPEN && this != RESIDUAL;
  }
}
