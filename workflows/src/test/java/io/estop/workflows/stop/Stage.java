package io.estop.workflows.stop;

import io.estop.workflows.EstopSearchAttributes;
import io.estop.workflows.Payloads;
import io.estop.workflows.TaskQueues;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** An in-memory Temporal that skips time, with one stop on it. */
final class Stage implements AutoCloseable {
  final Hands hands = new Hands();
  final TestWorkflowEnvironment temporal;

  Stage() {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build());
    EstopSearchAttributes.all().forEach(options::registerSearchAttribute);
    temporal = TestWorkflowEnvironment.newInstance(options.build());
    Worker halt = temporal.newWorker(TaskQueues.HALT);
    halt.registerWorkflowImplementationTypes(EmergencyStopWorkflowImpl.class);
    halt.registerActivitiesImplementations(hands.halt, hands.liquidation);
    temporal.newWorker(TaskQueues.LIQUIDATION).registerActivitiesImplementations(hands.liquidation);
    temporal.newWorker(TaskQueues.NOTICE).registerActivitiesImplementations(hands.notice);
    temporal.start();
  }

  static PressMessage message(String stopId, String action) {
    return new PressMessage(
        stopId,
        "firm",
        action,
        "ADMINISTRATOR_COMMAND",
        "ann",
        "test",
        Instant.parse("2026-11-23T15:00:00Z").toString());
  }

  PressReply press(String stopId, String action) {
    return press(message(stopId, action));
  }

  PressReply press(PressMessage message) {
    EmergencyStopWorkflow stop =
        temporal
            .getWorkflowClient()
            .newWorkflowStub(
                EmergencyStopWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId("estop/firm")
                    .setTaskQueue(TaskQueues.HALT)
                    .setWorkflowIdConflictPolicy(
                        WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                    .build());
    return WorkflowClient.executeUpdateWithStart(
        stop::press,
        message,
        UpdateOptions.newBuilder(PressReply.class)
            .setWaitForStage(WorkflowUpdateStage.COMPLETED)
            .build(),
        new WithStartWorkflowOperation<>(stop::run, StopInput.first(message)));
  }

  EmergencyStopWorkflow stop() {
    return temporal.getWorkflowClient().newWorkflowStub(EmergencyStopWorkflow.class, "estop/firm");
  }

  WorkflowStub untyped() {
    return temporal.getWorkflowClient().newUntypedWorkflowStub("estop/firm");
  }

  /** Waits until the run has ended and returns its id. */
  void awaitEnd() {
    untyped().getResult(Void.class);
  }

  Instant now() {
    return Instant.ofEpochMilli(temporal.currentTimeMillis());
  }

  String runId() {
    return temporal
        .getWorkflowClient()
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(
            io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(temporal.getNamespace())
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId("estop/firm"))
                .build())
        .getWorkflowExecutionInfo()
        .getExecution()
        .getRunId();
  }

  /** The same, also where Temporal says that the run was cancelled. */
  void passUntilOver() {
    passUntil("over", () -> hands.story.contains("end by ann"));
    try {
      awaitEnd();
    } catch (io.temporal.client.WorkflowFailedException cancelled) {
      if (!(cancelled.getCause() instanceof io.temporal.failure.CanceledFailure)) {
        throw cancelled;
      }
    }
  }

  String history() {
    return temporal.getWorkflowClient().fetchHistory("estop/firm").toJson(true);
  }

  /** Lets time pass, skipped, until something is so. */
  void passUntil(String what, BooleanSupplier so) {
    for (int i = 0; i < 400; i++) {
      if (so.getAsBoolean()) {
        return;
      }
      temporal.sleep(Duration.ofMillis(500));
    }
    throw new AssertionError("never: " + what + "; " + hands.story + " " + stop().status());
  }

  void passUntilHolding() {
    passUntil("holding", () -> stop().status().phase().equals("HOLDING"));
  }

  @Override
  public void close() {
    temporal.close();
  }
}
