package io.estop.liquidation;

import java.util.Set;

/** Orders that the reduce lane of some gate admitted: they only reduce, and a sweep leaves them. */
public interface LaneOrders {

  /**
   * Returns the client order ids that acknowledgements list; empty when nobody answers, since an
   * order that is not known to reduce is cancelled.
   */
  Set<String> admitted();
}
