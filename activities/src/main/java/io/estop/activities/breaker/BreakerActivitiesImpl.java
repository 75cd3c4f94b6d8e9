package io.estop.activities.breaker;

import io.estop.halt.press.PressRefusedException;
import io.estop.halt.press.PressResult;
import io.estop.halt.press.PressService;
import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.model.hold.PressAnswer;
import io.estop.store.breaker.Breakers.Trip;
import io.estop.workflows.breaker.BreakerActivities;
import io.estop.workflows.breaker.TriggerMessage;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.util.function.Function;

/** Ticks and presses for the breaker's workflow. */
public final class BreakerActivitiesImpl implements BreakerActivities {
  private static final int MAX_REASON = 500;

  private final DrawdownBreaker breaker;
  private final Function<Press, PressResult> presses;
  private final Clock clock;

  public BreakerActivitiesImpl(DrawdownBreaker breaker, PressService presses, Clock clock) {
    this(breaker, presses::press, clock);
  }

  BreakerActivitiesImpl(
      DrawdownBreaker breaker, Function<Press, PressResult> presses, Clock clock) {
    this.breaker = breaker;
    this.presses = presses;
    this.clock = clock;
  }

  @Override
  public Tick tick(String scope) {
    return breaker.tick(scope(scope));
  }

  @Override
  public void pressTrip(String scope, String tripId) {
    Trip trip =
        breaker
            .trip(tripId)
            .orElseThrow(() -> refused("trip " + tripId + " is not recorded", "NO_TRIP"));
    Cause cause = new Cause(TriggerKind.DRAWDOWN, "rule " + trip.rule(), shortened(trip.why()));
    press(
        new Press(
            trip.stopId(),
            scope(scope),
            cause.trigger().atOnce(),
            cause,
            trip.trippedAt(),
            cause.trigger().later()));
  }

  @Override
  public void pressByPerson(String scope, String stopId, TriggerMessage trigger) {
    press(
        new Press(
            StopId.parse(stopId),
            scope(scope),
            Action.valueOf(trigger.action()),
            new Cause(TriggerKind.ADMINISTRATOR_COMMAND, trigger.actor(), trigger.reason()),
            clock.instant()));
  }

  private void press(Press press) {
    try {
      PressResult result = presses.apply(press);
      if (result.answer() == PressAnswer.NOT_KEPT) {
        throw ApplicationFailure.newFailure(
            "no place took the press: " + result.places(), PressAnswer.NOT_KEPT.name());
      }
    } catch (PressRefusedException refused) {
      throw refused(String.valueOf(refused.getMessage()), "REFUSED");
    }
  }

  private static Scope scope(String text) {
    try {
      return Scope.parse(text);
    } catch (IllegalArgumentException malformed) {
      throw refused(String.valueOf(malformed.getMessage()), "BAD_SCOPE");
    }
  }

  private static ApplicationFailure refused(String sentence, String type) {
    return ApplicationFailure.newNonRetryableFailure(sentence, type);
  }

  private static String shortened(String why) {
    return why.length() <= MAX_REASON ? why : why.substring(0, MAX_REASON);
  }
}
