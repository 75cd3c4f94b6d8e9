package io.estop.workflows.deadman;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Presses the stop of one scope unless somebody confirms in time. Workflow id {@code
 * dead-mans-switch/<scope>}.
 */
@WorkflowInterface
public interface DeadMansSwitchWorkflow {
  String TYPE = "DeadMansSwitch";

  @WorkflowMethod(name = TYPE)
  void run(SwitchInput input);

  /** Begins the countdown anew. Fails where the confirmation could not be kept. */
  @UpdateMethod(name = "confirm", description = "Somebody is there: begin the countdown anew")
  SwitchStatus confirm(ConfirmMessage confirmation);

  @UpdateValidatorMethod(updateName = "confirm")
  void checkConfirmation(ConfirmMessage confirmation);

  @QueryMethod(name = "status", description = "When it expires")
  SwitchStatus status();
}
