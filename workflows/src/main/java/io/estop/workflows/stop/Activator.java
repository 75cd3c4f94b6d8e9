package io.estop.workflows.stop;

import io.estop.model.Press;
import io.estop.workflows.Handlers;
import io.estop.workflows.stop.HaltActivities.Activation;
import io.estop.workflows.stop.HaltActivities.KnownStop;
import io.estop.workflows.stop.HaltActivities.Recorded;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The first steps of a run: the hold is asserted anew, and the stop is begun, carried on from where
 * another run left it, or seen to have ended before.
 */
final class Activator {
  private static final Logger log = Workflow.getLogger(Activator.class);

  private final StopState state;
  private final StopRecord record;
  private final StopMessages messages;

  Activator(StopState state, StopRecord record, StopMessages messages) {
    this.state = state;
    this.record = record;
    this.messages = messages;
  }

  /** Returns whether this run is to carry the stop out: not, where the stop has ended before. */
  boolean activate() {
    Press press = Handlers.guarded(state.begun::toPress);
    state.action = state.action.furthest(press.action());
    record.details();
    Activation activation = reassert();
    state.settings = activation.settings();
    state.duplicate = activation.duplicate();
    if (!state.duplicate) {
      if (!activation.recorded()) {
        recordBeside(activation.unheld(), press);
      }
      takeOver(activation.known(), press);
    }
    state.activated = true;
    return !state.duplicate;
  }

  private Activation reassert() {
    String workflowId = Workflow.getInfo().getWorkflowId();
    String runId = Workflow.getInfo().getRunId();
    return StopRecord.promptly(
        HaltActivities.class,
        "re-assert the hold of " + state.begun.scope(),
        halt -> halt.activate(state.begun, workflowId, runId));
  }

  /** A stop that another run left is carried on; a new one begins. */
  private void takeOver(@Nullable KnownStop known, Press press) {
    PressMessage pressed = state.begun;
    if (known != null && !known.byThisRun()) {
      state.carryOn(known);
      record.remark(
          "CARRIED_ON", "a new run carries this stop on; the last one left it in " + known.phase());
      if (!pressed.stopId().equals(state.stopId)) {
        Async.procedure(() -> joinAtOnce(pressed));
      }
      return;
    }
    record.notice(
        "ACTIVATED",
        state.begun.actor() + " pressed " + state.action + ": " + state.begun.reason());
    press.escalation().ifPresent(later -> messages.pend(later, press.cause().actor()));
  }

  /** The press that began this run joins the stop that it found; also where nobody waits. */
  private void joinAtOnce(PressMessage pressed) {
    try {
      Handlers.guarded(() -> messages.join(pressed));
    } catch (TemporalFailure refused) {
      log.warn("press {} could not join {}", pressed.stopId(), state.stopId, refused);
      record.remark("JOIN_REFUSED", "press " + pressed.stopId() + ": " + refused.getMessage());
    }
  }

  /** The halt and the cancels go on; orders wait until the stop is recorded. */
  private void recordBeside(boolean unheld, Press press) {
    PressMessage pressed = state.begun;
    String workflowId = Workflow.getInfo().getWorkflowId();
    String runId = Workflow.getInfo().getRunId();
    state.unrecorded = true;
    if (unheld) {
      Async.procedure(() -> holdUntilHeld(pressed));
    }
    record.beside(
        "record the stop of " + pressed.scope(),
        halt -> onRecorded(halt.recordStop(pressed, workflowId, runId), press));
    Async.procedure(record::awaitWritten);
  }

  private void holdUntilHeld(PressMessage pressed) {
    Workflow.newActivityStub(HaltActivities.class, Timeouts.record("hold until it is held"))
        .hold(pressed);
  }

  private void onRecorded(Recorded recorded, Press press) {
    state.unrecorded = false;
    if (recorded.duplicate()) {
      state.duplicate = true;
      return;
    }
    state.following = null;
    if (recorded.known() != null && !recorded.known().byThisRun()) {
      takeOver(recorded.known(), press);
      record.mark();
    }
  }
}
