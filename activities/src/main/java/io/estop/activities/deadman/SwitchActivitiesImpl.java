package io.estop.activities.deadman;

import io.estop.halt.deadman.DeadMansSwitches;
import io.estop.halt.deadman.SwitchLook;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.deadman.SwitchPhase;
import io.estop.workflows.deadman.ConfirmMessage;
import io.estop.workflows.deadman.SwitchActivities;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Looks, confirms and presses for the switch's workflow. */
public final class SwitchActivitiesImpl implements SwitchActivities {
  private static final Look OFF =
      new Look("OFF", "no dead man's switch is in force here", "", Long.MAX_VALUE, 0, "", "", "");

  private final DeadMansSwitches switches;
  private final StopDeferrals deferrals;

  public SwitchActivitiesImpl(DeadMansSwitches switches, StopDeferrals deferrals) {
    this.switches = switches;
    this.deferrals = deferrals;
  }

  @Override
  public Look tick(String scope) {
    return answer(switches.look(scope(scope), true));
  }

  @Override
  public Look confirm(String scope, ConfirmMessage confirmation) {
    return answer(
        switches.confirm(
            scope(scope),
            Objects.requireNonNull(confirmation.confirmationId()),
            confirmation.actor(),
            Objects.requireNonNull(confirmation.via())));
  }

  @Override
  public void press(String scope) {
    switches.press(scope(scope));
  }

  @Override
  public void defer(String scope, String stopId, String actor) {
    deferrals.defer(scope(scope), actor);
  }

  private static Look answer(Optional<SwitchLook> found) {
    return found.map(SwitchActivitiesImpl::answer).orElse(OFF);
  }

  private static Look answer(SwitchLook look) {
    return new Look(
        look.phase().name(),
        look.why(),
        look.dueAt().toString(),
        nextMillis(look),
        look.row().state().episode(),
        look.unpressed().map(StopId::value).orElse(""),
        look.deferrable().map(StopId::value).orElse(""),
        look.row().confirmedBy());
  }

  private static long nextMillis(SwitchLook look) {
    if (look.phase() == SwitchPhase.EXPIRED) {
      return Long.MAX_VALUE;
    }
    Instant next = look.now().isBefore(look.warnAt()) ? look.warnAt() : look.dueAt();
    return Math.max(0, Duration.between(look.now(), next).toMillis());
  }

  private static Scope scope(String text) {
    try {
      return Scope.parse(text);
    } catch (IllegalArgumentException malformed) {
      throw ApplicationFailure.newNonRetryableFailure(
          String.valueOf(malformed.getMessage()), "BAD_SCOPE");
    }
  }
}
