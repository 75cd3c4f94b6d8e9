package io.estop.workflows.breaker;

import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.TriggerKind;
import io.estop.workflows.Calls;
import io.estop.workflows.EstopSearchAttributes;
import io.estop.workflows.Pause;
import io.estop.workflows.breaker.BreakerActivities.Tick;
import io.estop.workflows.breaker.BreakerActivities.Warning;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ticks for ever. A tick that fails leaves the breaker blind until the next; a press is retried
 * until it is done while the ticks go on; nothing but its cancellation ends the breaker.
 */
public final class CircuitBreakerWorkflowImpl implements CircuitBreakerWorkflow {
  /** Well below 4,096 events: what is under way when the run should end adds to them. */
  private static final int LONG_HISTORY = 3_500;

  private String scope = "";
  private String state = "WATCHING";
  private String shown = "";
  private String why = "not looked yet";
  private String lastTrigger = "";
  private long ticks;
  private boolean woken;
  // Runs that began before rules end by their ticks alone and press one trip at a time.
  private boolean ofRules;
  private List<String> lines = List.of();
  // Presses under way, by trip; people who are being told.
  private final Map<String, Promise<Void>> pressing = new LinkedHashMap<>();
  private final List<Promise<Void>> telling = new ArrayList<>();

  @Override
  public void run(BreakerInput input) {
    scope = input.scope();
    Workflow.upsertTypedSearchAttributes(EstopSearchAttributes.SCOPE.valueSet(scope));
    ofRules = Workflow.getVersion("bounded-history", Workflow.DEFAULT_VERSION, 1) == 1;
    while (!endsRun(input)) {
      tick();
      pause(input);
    }
    Workflow.continueAsNew(input);
  }

  /** Says whether the run may end: only with no press, notice and trigger under way. */
  private boolean endsRun(BreakerInput input) {
    boolean longEnough =
        ticks >= Math.max(1, input.ticksPerRun())
            || Workflow.getInfo().isContinueAsNewSuggested()
            || (ofRules && Workflow.getInfo().getHistoryLength() >= LONG_HISTORY);
    pressing.values().removeIf(Promise::isCompleted);
    telling.removeIf(Promise::isCompleted);
    return longEnough
        && pressing.isEmpty()
        && telling.isEmpty()
        && Workflow.isEveryHandlerFinished();
  }

  private void tick() {
    ticks++;
    try {
      Tick found = BreakerCalls.tick().tick(scope);
      lines = found.lines() == null ? lines : List.copyOf(found.lines());
      show(found.state(), found.why());
      press(found);
      tell(found);
    } catch (ActivityFailure failed) {
      show("BLIND", "the tick failed: " + Calls.reason(failed));
    }
  }

  private void press(Tick found) {
    pressing.values().removeIf(Promise::isCompleted);
    if (!found.tripId().isEmpty()) {
      press(found.tripId());
    }
    if (found.moreTrips() != null) {
      found.moreTrips().forEach(this::press);
    }
  }

  private void press(String tripId) {
    boolean isNext = ofRules ? !pressing.containsKey(tripId) : pressing.isEmpty();
    if (isNext) {
      pressing.put(tripId, Async.procedure(this::pressTrip, tripId));
    }
  }

  private void tell(Tick found) {
    if (found.warnings() != null) {
      found.warnings().forEach(one -> telling.add(Async.procedure(this::tellPeople, one)));
    }
  }

  private void tellPeople(Warning warning) {
    try {
      BreakerCalls.people().notifyPeople("breaker/" + scope, warning.event(), warning.text());
    } catch (ActivityFailure failed) {
      // The ledger has the warning, and the notice's row says why nobody was told.
      show(state, "people could not be told of a warning: " + Calls.reason(failed));
    }
  }

  private void pressTrip(String tripId) {
    try {
      BreakerCalls.press("press the stop of trip " + tripId).pressTrip(scope, tripId);
    } catch (ActivityFailure refused) {
      // The next tick returns the trip again as long as its stop is not known.
      show(state, "trip " + tripId + " could not be pressed: " + Calls.reason(refused));
    }
  }

  private void pause(BreakerInput input) {
    Pause.orUntil(() -> woken, Duration.ofMillis(input.intervalMillis()), "until the next tick");
    woken = false;
  }

  @Override
  public void trigger(TriggerMessage trigger) {
    try {
      lastTrigger = pressByPerson(trigger);
    } catch (ActivityFailure refused) {
      lastTrigger = "the press was refused: " + Calls.reason(refused);
    } catch (IllegalArgumentException malformed) {
      lastTrigger = "a malformed trigger was ignored: " + malformed.getMessage();
    }
    show(state, why);
  }

  private String pressByPerson(TriggerMessage trigger) {
    TriggerMessage checked = checked(trigger);
    String stopId = "breaker-trigger-" + Workflow.randomUUID();
    BreakerCalls.press("press " + checked.action() + " for " + checked.actor())
        .pressByPerson(scope, stopId, checked);
    return checked.actor() + " pressed " + checked.action() + " as stop " + stopId;
  }

  /**
   * Returns the trigger, checked as a press is.
   *
   * @throws IllegalArgumentException naming the bad value
   */
  static TriggerMessage checked(@Nullable TriggerMessage trigger) {
    if (trigger == null) {
      throw new IllegalArgumentException("actor, reason and action are missing");
    }
    Cause cause =
        new Cause(
            TriggerKind.ADMINISTRATOR_COMMAND,
            required("actor", trigger.actor()),
            required("reason", trigger.reason()));
    Action action = action(required("action", trigger.action()));
    return new TriggerMessage(cause.actor(), cause.reason(), action.name());
  }

  private static String required(String name, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return text.strip();
  }

  private static Action action(String text) {
    try {
      return Action.valueOf(text);
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "action must be HALT, CANCEL or FLATTEN but was: " + text, unknown);
    }
  }

  @Override
  public void rearmed(String actor) {
    woken = true;
    show(state, "re-armed by " + actor);
  }

  @Override
  public void tripped(TrippedMessage trip) {
    woken = true;
    show(state, "trip " + trip.tripId() + " is being pressed: " + trip.why());
  }

  @Override
  public BreakerStatus status() {
    String sentence = lastTrigger.isEmpty() ? why : why + "; " + lastTrigger;
    return new BreakerStatus(scope, state, sentence, ticks, lines);
  }

  private void show(String newState, String newWhy) {
    state = newState;
    why = newWhy;
    if (!shown.equals(state)) {
      shown = state;
      Workflow.upsertTypedSearchAttributes(EstopSearchAttributes.PHASE.valueSet(state));
    }
    Workflow.setCurrentDetails(details());
  }

  private String details() {
    String trigger = lastTrigger.isEmpty() ? "" : "\n\nLatest trigger: " + lastTrigger;
    return "**Circuit breaker of `"
        + scope
        + "`: "
        + state
        + "**\n\n"
        + why
        + lines.stream().map(line -> "\n- " + line).collect(Collectors.joining("", "\n", ""))
        + trigger
        + "\n\nTick "
        + ticks
        + " of this run.";
  }
}
