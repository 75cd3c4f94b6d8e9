package io.estop.halt.temporal;

import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.workflows.EstopSearchAttributes;
import io.estop.workflows.TaskQueues;
import io.estop.workflows.WorkflowIds;
import io.estop.workflows.stop.EmergencyStopWorkflow;
import io.estop.workflows.stop.PressMessage;
import io.estop.workflows.stop.PressReply;
import io.estop.workflows.stop.StopInput;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.common.SearchAttributes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands a press to Temporal: starts the stop of the scope, or joins the one that runs. */
public final class StopStarter {
  // A crashed worker's task is given to another one after this long instead of ten seconds.
  private static final Duration TASK_TIMEOUT = Duration.ofSeconds(3);

  private static final long ASK_SECONDS = 2;

  private static final Scope WARM_UP = Scope.parse("drill:warm-up");
  private static final Logger log = LoggerFactory.getLogger(StopStarter.class);

  private final WorkflowClient client;
  private final PressAgain again = new PressAgain();

  public StopStarter(WorkflowClient client) {
    this.client = client;
  }

  /**
   * Presses by update-with-start; stop id and action are the id of the request, so that a repeated
   * call is one press and one that goes further is another. A run that is ending takes no press: it
   * is asked again until the next one does. Blocks until the stop answered; throws Temporal's
   * exceptions.
   */
  public PressReply press(Press press) {
    return again.untilTaken(() -> pressOnce(press));
  }

  private PressReply pressOnce(Press press) {
    PressMessage message = PressMessage.of(press);
    EmergencyStopWorkflow stop =
        client.newWorkflowStub(EmergencyStopWorkflow.class, options(press));
    return WorkflowClient.executeUpdateWithStart(
        stop::press,
        message,
        UpdateOptions.newBuilder(PressReply.class)
            .setUpdateId(press.stopId() + ":" + press.action())
            .setWaitForStage(WorkflowUpdateStage.COMPLETED)
            .build(),
        new WithStartWorkflowOperation<>(stop::run, StopInput.first(message)));
  }

  /**
   * Returns whether a stop of that scope runs. Waits at most two seconds; throws gRPC's exception
   * while Temporal is not there. A namespace that is not there runs nothing.
   */
  public boolean runs(Scope scope) {
    try {
      WorkflowExecutionStatus status =
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .withDeadlineAfter(ASK_SECONDS, TimeUnit.SECONDS)
              .describeWorkflowExecution(
                  DescribeWorkflowExecutionRequest.newBuilder()
                      .setNamespace(client.getOptions().getNamespace())
                      .setExecution(
                          WorkflowExecution.newBuilder().setWorkflowId(WorkflowIds.stop(scope)))
                      .build())
              .getWorkflowExecutionInfo()
              .getStatus();
      return status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (StatusRuntimeException failed) {
      if (failed.getStatus().getCode() != Status.Code.NOT_FOUND) {
        throw failed;
      }
      return false;
    }
  }

  /**
   * Starts the stop anew where none of its scope runs; returns whether it did. The press names the
   * same stop id, so that its record and its orders go on. Throws Temporal's exceptions.
   */
  public boolean startAgain(Press press) {
    EmergencyStopWorkflow stop =
        client.newWorkflowStub(
            EmergencyStopWorkflow.class,
            WorkflowOptions.newBuilder(options(press))
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
                .build());
    try {
      WorkflowClient.start(stop::run, StopInput.first(PressMessage.of(press)));
      return true;
    } catch (WorkflowExecutionAlreadyStarted runs) {
      log.debug("{} runs already: {}", press.scope(), runs.getMessage());
      return false;
    }
  }

  /**
   * Asks Temporal about a stop that does not run, so that the first press of a process does not pay
   * for its first call. Throws Temporal's exceptions while Temporal is not there.
   */
  public void warmUp() {
    try {
      client.newWorkflowStub(EmergencyStopWorkflow.class, WorkflowIds.stop(WARM_UP)).status();
    } catch (WorkflowNotFoundException expected) {
      log.debug("Temporal answers: {}", expected.getMessage());
    }
  }

  private static WorkflowOptions options(Press press) {
    String scope = press.scope().toString();
    return WorkflowOptions.newBuilder()
        .setWorkflowId(WorkflowIds.stop(press.scope()))
        .setTaskQueue(TaskQueues.HALT)
        .setWorkflowTaskTimeout(TASK_TIMEOUT)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setStaticSummary("Emergency stop of " + scope + ": " + press.action())
        .setStaticDetails(
            "Stop `"
                + press.stopId()
                + "`, pressed by "
                + press.cause().actor()
                + ": "
                + press.cause().reason())
        .setTypedSearchAttributes(
            SearchAttributes.newBuilder()
                .set(EstopSearchAttributes.SCOPE, scope)
                .set(EstopSearchAttributes.STOP_ID, press.stopId().value())
                .set(EstopSearchAttributes.TRIGGER, press.cause().trigger().name())
                .build())
        .build();
  }
}
