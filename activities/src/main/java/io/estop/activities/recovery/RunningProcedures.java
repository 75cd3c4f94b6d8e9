package io.estop.activities.recovery;

import io.estop.model.Scope;
import io.estop.workflows.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the running stop and breaker of a scope that it is released; who does not run is fine. */
public final class RunningProcedures {
  private static final Logger log = LoggerFactory.getLogger(RunningProcedures.class);

  private final WorkflowClient client;

  public RunningProcedures(WorkflowClient client) {
    this.client = client;
  }

  /** Ends the stop's run: nothing of it holds any more. */
  void released(Scope scope, String actor) {
    tell(WorkflowIds.stop(scope), "released", actor);
  }

  /** Lets the breaker look at once. */
  void rearmed(Scope scope, String actor) {
    tell(WorkflowIds.breaker(scope), "rearmed", actor);
  }

  private void tell(String workflowId, String signal, String actor) {
    try {
      client.newUntypedWorkflowStub(workflowId).signal(signal, actor);
    } catch (WorkflowException notRunning) {
      log.info("{} was not told {}: {}", workflowId, signal, notRunning.toString());
    }
  }
}
