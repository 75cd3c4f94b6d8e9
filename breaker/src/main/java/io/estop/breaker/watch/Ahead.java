package io.estop.breaker.watch;

import io.estop.store.breaker.Trip;

/**
 * Presses trips before they are kept, so that a halt waits for no record. Of two processes that
 * judge at one moment each may begin: both trips are kept then, and the stops are one by their
 * scope.
 */
@FunctionalInterface
public interface Ahead {
  /** Leaves every press to whoever is handed the trip. */
  Ahead NOBODY = trip -> false;

  /**
   * Begins the press of a trip that was just judged, unless a stop may cover its scope already. The
   * trip is kept afterwards: it must wait for no more than a hold.
   *
   * @return whether it began
   */
  boolean begins(Trip trip);
}
