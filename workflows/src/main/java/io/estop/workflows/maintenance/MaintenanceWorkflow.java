package io.estop.workflows.maintenance;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Halts for one maintenance window. Started by its schedule, {@code maintenance/<window>}. */
@WorkflowInterface
public interface MaintenanceWorkflow {
  String TYPE = "Maintenance";

  /** Returns whether the scope is halted for the window. */
  @WorkflowMethod(name = TYPE)
  boolean run(String windowId);
}
