package io.estop.workflows.breaker;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What a breaker needs done. */
@ActivityInterface
public interface BreakerActivities {

  /**
   * Reads the sensors, judges the rules and keeps their state. A trip is recorded with the id of
   * its stop before this returns, so that a repeated tick returns the same trip until it is
   * pressed.
   */
  @ActivityMethod(name = "Tick")
  Tick tick(String scope);

  /** Presses the stop of a trip: board and flag first, then Temporal. Idempotent by its stop id. */
  @ActivityMethod(name = "PressTrip")
  void pressTrip(String scope, String tripId);

  /** Presses the stop of the scope in the name of a person. Idempotent by the stop id. */
  @ActivityMethod(name = "PressByPerson")
  void pressByPerson(String scope, String stopId, TriggerMessage trigger);

  /**
   * What a tick found.
   *
   * @param state WATCHING, TRIPPED or BLIND
   * @param tripId trip that is to be pressed, empty when there is none
   * @param why one sentence
   */
  record Tick(String state, String tripId, String why) {}
}
