package io.estop.starter.recovery;

import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.people.Person;
import io.estop.starter.problem.Problem;
import io.estop.starter.stop.StopReader;
import io.estop.starter.wiring.TemporalCalls;
import io.estop.store.stop.StopRow;
import io.estop.workflows.TaskQueues;
import io.estop.workflows.WorkflowIds;
import io.estop.workflows.recovery.RecoveryInput;
import io.estop.workflows.recovery.RecoveryStatus;
import io.estop.workflows.recovery.RecoveryWorkflow;
import io.estop.workflows.recovery.Signer;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Speaks to the recovery of a scope. Names and roles come from tokens. */
@Component
final class Recoveries {
  private final WorkflowClient client;
  private final TemporalCalls temporal;
  private final StopReader stops;

  Recoveries(WorkflowClient client, TemporalCalls temporal, StopReader stops) {
    this.client = client;
    this.temporal = temporal;
    this.stops = stops;
  }

  /**
   * Starts the recovery of a stop; one that runs for this stop goes on.
   *
   * @return its workflow id
   */
  String start(Scope scope, StopId stopId, Person person) {
    StopRow stop = stopOf(scope, stopId);
    String id = WorkflowIds.recovery(scope);
    RecoveryInput input = new RecoveryInput(scope.toString(), stop.stopId().value(), person.name());
    return temporal.call(
        "the recovery of " + scope, TemporalCalls.UPDATE, () -> started(scope, input, id));
  }

  private StopRow stopOf(Scope scope, StopId stopId) {
    StopRow stop =
        stops
            .find(stopId)
            .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "no stop has the id " + stopId));
    if (!stop.scope().equals(scope)) {
      throw Problem.value("stop " + stopId + " has the scope " + stop.scope() + ", not " + scope);
    }
    return stop;
  }

  private String started(Scope scope, RecoveryInput input, String id) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(id)
            .setTaskQueue(TaskQueues.RECOVERY)
            .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
            .setStaticSummary("Recovery of " + scope + " after stop " + input.stopId())
            .build();
    try {
      WorkflowClient.start(client.newWorkflowStub(RecoveryWorkflow.class, options)::run, input);
      return id;
    } catch (WorkflowExecutionAlreadyStarted running) {
      String other = client.newWorkflowStub(RecoveryWorkflow.class, id).status().stopId();
      if (other.equals(input.stopId())) {
        return id;
      }
      throw new Problem(
          HttpStatus.CONFLICT,
          "a recovery of " + scope + " runs for stop " + other + ": complete that one first");
    }
  }

  /** Returns where the recovery of a scope is. */
  RecoveryStatus status(Scope scope) {
    return temporal.call(
        "the recovery of " + scope,
        TemporalCalls.QUERY,
        () -> client.newWorkflowStub(RecoveryWorkflow.class, WorkflowIds.recovery(scope)).status());
  }

  /** Makes an update in the name of a person. */
  RecoveryStatus update(Scope scope, Function<RecoveryWorkflow, RecoveryStatus> update) {
    return temporal.call(
        "the recovery of " + scope,
        TemporalCalls.UPDATE,
        () ->
            update.apply(
                client.newWorkflowStub(RecoveryWorkflow.class, WorkflowIds.recovery(scope))));
  }

  static Signer signer(Person person) {
    return new Signer(person.name(), person.role().name());
  }
}
