package io.estop.workflows.stop;

import io.estop.model.Phase;
import io.estop.workflows.Handlers;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** How a run ends: closed by a person, or released by a recovery. */
final class Ending {
  private final StopState state;
  private final StopRecord record;

  Ending(StopState state, StopRecord record) {
    this.state = state;
    this.record = record;
  }

  /** Waits until the run ends; refuses where a press came in between. */
  void closeUnlessPressed(CloseMessage close) {
    Workflow.await(() -> state.activated);
    if (state.closing == null) {
      state.closing = close;
      state.takenAtClose = state.taken;
    }
    if (state.recordsBeside) {
      Workflow.await(() -> state.ending || state.closing == null);
      if (!state.ending) {
        throw Handlers.refuse(
            "a press came while the stop was to be closed: it goes on as " + state.action);
      }
    }
  }

  void checkClose(CloseMessage close) {
    if (state.phase != Phase.HOLDING) {
      throw Handlers.refuse(
          "only a stop that holds can be closed; this one is "
              + state.phase
              + ": wait for its outcome");
    }
    if (close == null || blank(close.actor()) || blank(close.reason())) {
      throw Handlers.refuse("closing needs the person and a reason");
    }
  }

  private static boolean blank(@Nullable String words) {
    return words == null || words.isBlank();
  }

  /**
   * Nothing that was answered may be left undone: what is being held is waited for, and a press or
   * an escalation that came since makes the close void. From then on every press is sent to the
   * next run.
   */
  boolean isOver() {
    int before = state.taken;
    state.released = state.releaseTold && nothingHeld();
    if (!state.recordsBeside) {
      return state.closing != null || state.released;
    }
    if (state.closing == null && !state.released) {
      return false;
    }
    Workflow.await(() -> state.joining == 0);
    int since = state.released ? before : state.takenAtClose;
    boolean isVoid = state.taken != since || state.carriedOut != state.action;
    if (isVoid) {
      state.releaseTold = state.released;
      state.released = false;
      state.closing = null;
      return false;
    }
    state.ending = true;
    return true;
  }

  /** Asked of the flag: a press may have joined after the release was told. */
  private boolean nothingHeld() {
    state.releaseTold = false;
    return !StopRecord.promptly(
        HaltActivities.class, "is anything held?", halt -> halt.isHeld(state.stopId));
  }

  /** Records the end and lets the last messages and notices out. */
  void close() {
    CloseMessage message =
        state.closing != null
            ? state.closing
            : new CloseMessage("recovery", "a recovery released the hold");
    state.revisiting = false;
    record.enter(Phase.CLOSED, message.actor() + ": " + message.reason());
    record.record("end the stop", halt -> halt.end(state.stopId, message));
    Workflow.await(Workflow::isEveryHandlerFinished);
    // Activities of a run that ends are dropped: people should hear of the end all the same.
    Workflow.await(Timeouts.LAST_NOTICES, () -> state.noticesUnderWay == 0);
    followUp();
  }

  /** A press that was taken and not carried out begins the next stop: its sender was not told. */
  void followUp() {
    if (state.following != null) {
      Workflow.continueAsNew(
          ContinueAsNewOptions.newBuilder().build(), StopInput.first(state.following));
    }
  }
}
