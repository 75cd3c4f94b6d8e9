package io.estop.liquidation;

import io.estop.model.StopId;

/**
 * Whose turn it is to close the positions of a stop: two drivers at once get in each other's way.
 */
@FunctionalInterface
public interface Turn {

  /**
   * Returns whether this process may write intents of the stop now. Asked inside the transaction
   * that writes them; the answer holds until it ends.
   */
  boolean mayIntend(StopId stop);
}
