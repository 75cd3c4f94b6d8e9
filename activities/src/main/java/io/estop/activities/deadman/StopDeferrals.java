package io.estop.activities.deadman;

import io.estop.model.Escalation;
import io.estop.model.Scope;
import io.estop.model.people.Role;
import io.estop.workflows.WorkflowIds;
import io.estop.workflows.stop.DeferMessage;
import io.estop.workflows.stop.EmergencyStopWorkflow;
import io.temporal.client.WorkflowClient;

/** Puts off, in the name of whoever confirmed, what a stop would do by itself. */
public final class StopDeferrals {
  private final WorkflowClient client;

  public StopDeferrals(WorkflowClient client) {
    this.client = client;
  }

  /** Defers for as long as a deferral may. Throws Temporal's exceptions, a refusal among them. */
  void defer(Scope scope, String actor) {
    client
        .newWorkflowStub(EmergencyStopWorkflow.class, WorkflowIds.stop(scope))
        .defer(
            new DeferMessage(
                actor,
                Role.OPERATOR.name(),
                Escalation.LONGEST.toSeconds(),
                "confirmed at the dead man's switch: somebody is there"));
  }
}
