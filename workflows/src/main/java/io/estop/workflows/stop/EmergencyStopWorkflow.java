package io.estop.workflows.stop;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One emergency stop, from trigger to end. Workflow id {@code estop/<scope>}: one live stop per
 * scope; a further press joins or escalates it. Cancelling or terminating the run lifts no hold.
 */
@WorkflowInterface
public interface EmergencyStopWorkflow {
  String TYPE = "EmergencyStop";

  @WorkflowMethod(name = TYPE)
  void run(StopInput input);

  /** Joins or escalates this stop. Answers once the hold was re-asserted and recorded. */
  @UpdateMethod(name = "press", description = "Press the stop: join it, or escalate its action")
  PressReply press(PressMessage press);

  @UpdateValidatorMethod(updateName = "press")
  void validatePress(PressMessage press);

  /** The same as {@link #press} for those who can only signal. A malformed one is recorded. */
  @SignalMethod(name = "trigger", description = "Press the stop from Temporal UI or its command")
  void trigger(PressMessage press);

  /** Ends the run of a stop that holds; HALTED stays until a recovery loosens it. */
  @UpdateMethod(name = "close", description = "End the run; the hold stays")
  void close(CloseMessage close);

  @UpdateValidatorMethod(updateName = "close")
  void validateClose(CloseMessage close);

  /** Puts off what the stop would do by itself, for a while. Answers where it is then. */
  @UpdateMethod(name = "defer", description = "Put off the escalation, with a reason")
  StopStatus defer(DeferMessage deferral);

  @UpdateValidatorMethod(updateName = "defer")
  void validateDefer(DeferMessage deferral);

  /** Closes positions now, within the collar. Answers once that is recorded. */
  @UpdateMethod(name = "accelerate", description = "Close now, within the collar")
  StopStatus accelerate(DirectiveMessage directive);

  @UpdateValidatorMethod(updateName = "accelerate")
  void validateAccelerate(DirectiveMessage directive);

  /** Sends no more orders of positions, and cancels what is out. Answers once it is recorded. */
  @UpdateMethod(name = "pauseSlices", description = "Send no more orders of positions")
  StopStatus pauseSlices(DirectiveMessage directive);

  @UpdateValidatorMethod(updateName = "pauseSlices")
  void validatePauseSlices(DirectiveMessage directive);

  /** Goes on with positions that were paused. Answers once that is recorded. */
  @UpdateMethod(name = "resumeSlices", description = "Go on with what was paused")
  StopStatus resumeSlices(DirectiveMessage directive);

  @UpdateValidatorMethod(updateName = "resumeSlices")
  void validateResumeSlices(DirectiveMessage directive);

  /**
   * Leaves positions to a person until they give them back. Answers once that is recorded; a
   * position is the person's once it shows HANDED_OVER, when no own order can fill any more.
   */
  @UpdateMethod(name = "takeOver", description = "Leave positions to a person")
  StopStatus takeOver(DirectiveMessage directive);

  @UpdateValidatorMethod(updateName = "takeOver")
  void validateTakeOver(DirectiveMessage directive);

  /** Closes again what people took over. Answers once that is recorded. */
  @UpdateMethod(name = "giveBack", description = "Close again what a person took over")
  StopStatus giveBack(DirectiveMessage directive);

  @UpdateValidatorMethod(updateName = "giveBack")
  void validateGiveBack(DirectiveMessage directive);

  /** Tells the stop that a recovery released its hold. */
  @SignalMethod(name = "released", description = "A recovery released the hold")
  void released(String actor);

  @QueryMethod(name = "status", description = "Where the stop is")
  StopStatus status();

  @QueryMethod(name = "plan", description = "The plan in figures")
  PlanSummary plan();
}
