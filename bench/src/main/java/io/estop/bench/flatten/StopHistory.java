package io.estop.bench.flatten;

import io.estop.embedded.Stack;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads workflow histories from the stack's Temporal server. */
final class StopHistory implements AutoCloseable {

  private final WorkflowServiceStubs service;
  private final WorkflowClient client;

  /** Steps of the workflow read last; touched by the measuring thread alone. */
  private List<String> lastSteps = List.of();

  StopHistory(Stack stack) {
    this.service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(stack.temporal().facts().address())
                .build());
    this.client =
        WorkflowClient.newInstance(
            service, WorkflowClientOptions.newBuilder().setNamespace(stack.environment()).build());
  }

  /** Returns how many events the run has by now. */
  long events(String workflowId, String runId) {
    List<HistoryEvent> events = client.fetchHistory(workflowId, runId).getEvents();
    lastSteps = HistorySteps.of(events);
    return events.size();
  }

  /** Returns the steps of the run that was read last, one line each. */
  List<String> lastSteps() {
    return lastSteps;
  }

  /** Waits until the run has ended. */
  void awaitEnd(String workflowId, String runId, Duration bound) {
    try {
      client
          .newUntypedWorkflowStub(
              WorkflowTargetOptions.newBuilder().setWorkflowId(workflowId).setRunId(runId).build())
          .getResult(bound.toMillis(), TimeUnit.MILLISECONDS, Void.class);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "workflow " + workflowId + " had not ended " + bound + " after its stop was closed", e);
    }
  }

  @Override
  public void close() {
    service.shutdownNow();
  }
}
