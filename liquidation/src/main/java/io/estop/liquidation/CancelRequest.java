package io.estop.liquidation;

import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.venues.Venue;

/**
 * Which orders are to go.
 *
 * @param stop for whom
 * @param scope what it covers
 * @param venue where
 * @param keeps what stays though the scope covers it
 * @param passes most looks at the venue
 * @param back whether what is found has come back: the stop had cancelled before
 */
record CancelRequest(StopId stop, Scope scope, Venue venue, Keeps keeps, int passes, boolean back) {

  /** What stays beside the orders of stops and the broker's own. */
  enum Keeps {
    /** Under CANCEL: what guards a position, and what the reduce lane admitted. */
    GUARDS_AND_LANE,
    /** On the way to FLATTEN, before the plan: the lane is closed. */
    GUARDS,
    /** Just before closing, and while a closed book is held. */
    NOTHING
  }
}
