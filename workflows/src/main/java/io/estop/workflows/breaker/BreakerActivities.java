package io.estop.workflows.breaker;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a breaker needs done. */
@ActivityInterface
public interface BreakerActivities {

  /**
   * Looks through the sensors, judges the rules and keeps their state. A trip is kept with the id
   * of its stop before this returns, so that a repeated tick returns the same trip until it is
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
   * What a tick found. Fields that came later are null in older histories.
   *
   * @param state WATCHING, TRIPPED, BLIND or OBSERVING
   * @param tripId first trip that is to be pressed, empty when there is none
   * @param why one sentence
   * @param moreTrips further ones
   * @param lines one for each rule that is not calm; null where they are as they were
   * @param warnings that people are to be told
   */
  record Tick(
      String state,
      String tripId,
      String why,
      @Nullable List<String> moreTrips,
      @Nullable List<String> lines,
      @Nullable List<Warning> warnings) {

    public Tick(String state, String tripId, String why) {
      this(state, tripId, why, null, null, null);
    }
  }

  /**
   * A warning.
   *
   * @param event which one, unique in its scope
   * @param text one sentence
   */
  record Warning(String event, String text) {}
}
