package io.estop.workflows.stop;

import io.estop.model.Action;
import io.estop.model.Outcome;
import io.estop.model.Phase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a stop knows. Written and read by the workflow's own threads, of which Temporal
 * lets one run at a time.
 */
final class StopState {
  final PressMessage begun;
  final String stopId;
  Action action = Action.HALT;
  @Nullable Action carriedOut;
  Phase phase = Phase.ACTIVATING;
  @Nullable Outcome outcome;
  String text = "holds are being asserted";
  StopSettings settings = new StopSettings(2_000, 1_000, 4_000, 300_000, 30_000);
  PlanSummary plan = PlanSummary.none();
  int round;
  boolean activated;
  boolean duplicate;

  /** People were told of this outcome; only another one is news. */
  boolean revisiting;

  int noticesUnderWay;
  boolean released;
  boolean releaseTold;
  @Nullable CloseMessage closing;

  StopState(@Nullable StopInput input) {
    // A malformed input is refused in run, where it ends the run instead of stalling it.
    this.begun = PressMessage.orEmpty(input == null ? null : input.press());
    this.stopId = String.valueOf(begun.stopId());
    StopProgress carried = input == null ? null : input.carried();
    if (carried != null) {
      this.action = carried.action();
      this.carriedOut = carried.carriedOut();
      this.phase = carried.phase();
      this.outcome = carried.outcome();
      this.settings = carried.settings();
      this.round = carried.round();
      this.text = carried.text() == null ? "holding" : carried.text();
      this.plan = carried.plan() == null ? PlanSummary.none() : carried.plan();
      this.activated = true;
    }
  }

  /** Returns whether holding has to end for something else. */
  boolean somethingToDo() {
    return closing != null || releaseTold || carriedOut != action;
  }

  /** Returns whether no further press can join. */
  boolean isClosing() {
    return closing != null || released || phase == Phase.CLOSED;
  }

  /** Returns what the next run of this stop begins with. */
  StopInput next() {
    Action done = Optional.ofNullable(carriedOut).orElse(Action.HALT);
    return new StopInput(
        begun, new StopProgress(action, done, phase, outcome, settings, round, text, plan));
  }

  StopStatus status() {
    return new StopStatus(
        stopId,
        begun.scope(),
        action.name(),
        phase.name(),
        outcome == null ? null : outcome.name(),
        text,
        round);
  }

  /** Returns what Temporal UI shows of the run, as Markdown. */
  String details() {
    return "**"
        + phase
        + "** · "
        + action
        + " of `"
        + begun.scope()
        + "` · "
        + (outcome == null ? "no outcome yet" : "outcome **" + outcome + "**")
        + "\n\n"
        + text
        + "\n\nstop `"
        + stopId
        + "` pressed by "
        + begun.actor()
        + ": "
        + begun.reason();
  }
}
