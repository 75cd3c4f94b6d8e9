package io.estop.activities.breaker;

import io.estop.breaker.watch.Found;
import io.estop.breaker.watch.Watch;
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
import io.estop.store.breaker.Trip;
import io.estop.workflows.breaker.BreakerActivities;
import io.estop.workflows.breaker.TriggerMessage;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Ticks and presses for the breaker's workflow. */
public final class BreakerActivitiesImpl implements BreakerActivities {
  // Lines are told when they change, and from time to time to a run that has none yet.
  private static final int LINES_TOLD_EVERY = 50;

  private final Watch watch;
  private final Function<Press, PressResult> presses;
  private final Clock clock;
  private final Map<Scope, ToldLines> told = new ConcurrentHashMap<>();

  public BreakerActivitiesImpl(Watch watch, PressService presses, Clock clock) {
    this(watch, presses::press, clock);
  }

  BreakerActivitiesImpl(Watch watch, Function<Press, PressResult> presses, Clock clock) {
    this.watch = watch;
    this.presses = presses;
    this.clock = clock;
  }

  private record ToldLines(List<String> lines, int ticksAgo) {}

  @Override
  public Tick tick(String scope) {
    Scope watched = scope(scope);
    Found found = watch.tick(watched);
    List<String> trips = found.trips();
    return new Tick(
        found.state(),
        trips.isEmpty() ? "" : trips.get(0),
        found.why(),
        trips.size() < 2 ? null : trips.subList(1, trips.size()),
        lines(watched, found.lines()),
        found.warnings().isEmpty()
            ? null
            : found.warnings().stream().map(one -> new Warning(one.event(), one.text())).toList());
  }

  /** Null where the run has them: a history grows with what happens, not with ticks. */
  private @Nullable List<String> lines(Scope scope, List<String> lines) {
    int ticksAgo =
        Optional.ofNullable(told.get(scope))
            .filter(before -> before.lines().equals(lines))
            .map(before -> before.ticksAgo() + 1)
            .orElse(0);
    boolean known = ticksAgo % LINES_TOLD_EVERY != 0;
    told.put(scope, new ToldLines(lines, ticksAgo));
    return known ? null : lines;
  }

  @Override
  public void pressTrip(String scope, String tripId) {
    Trip trip =
        watch
            .trip(tripId)
            .orElseThrow(() -> refused("trip " + tripId + " is not recorded", "NO_TRIP"));
    press(trip.press());
    watch.pressed(trip);
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
}
