package io.estop.bench.stops;

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
public final class StopHistory implements AutoCloseable {

  private static final int MOST_RUNS = 1000;

  private final WorkflowServiceStubs service;
  private final WorkflowClient client;

  /** Steps of the workflow read last; touched by the measuring thread alone. */
  private List<String> lastSteps = List.of();

  public StopHistory(Stack stack) {
    this.service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(stack.temporal().facts().address())
                .build());
    this.client =
        WorkflowClient.newInstance(
            service, WorkflowClientOptions.newBuilder().setNamespace(stack.environment()).build());
  }

  /** Returns the client, for workflows that are no stops. */
  public WorkflowClient client() {
    return client;
  }

  /**
   * How much a stop has written.
   *
   * @param runs that continued one another
   * @param events of all of them
   * @param bytes of their events, as the server sends them
   */
  public record Size(int runs, long events, long bytes) {}

  /** Returns how much a stop has written by now, from its first run on. */
  public Size size(String workflowId, String anyRunId) {
    String runId = firstRun(client.fetchHistory(workflowId, anyRunId).getEvents());
    int runs = 0;
    long written = 0;
    long bytes = 0;
    while (!runId.isEmpty() && runs < MOST_RUNS) {
      List<HistoryEvent> events = client.fetchHistory(workflowId, runId).getEvents();
      runs++;
      written += events.size();
      bytes += events.stream().mapToLong(HistoryEvent::getSerializedSize).sum();
      runId = nextRun(events);
    }
    return new Size(runs, written, bytes);
  }

  private static String firstRun(List<HistoryEvent> events) {
    return events.get(0).getWorkflowExecutionStartedEventAttributes().getFirstExecutionRunId();
  }

  private static String nextRun(List<HistoryEvent> events) {
    return events
        .get(events.size() - 1)
        .getWorkflowExecutionContinuedAsNewEventAttributes()
        .getNewExecutionRunId();
  }

  /** Returns how many events the run has by now. */
  public long events(String workflowId, String runId) {
    List<HistoryEvent> events = client.fetchHistory(workflowId, runId).getEvents();
    lastSteps = HistorySteps.of(events);
    return events.size();
  }

  /** Returns the steps of the run that was read last, one line each. */
  public List<String> lastSteps() {
    return lastSteps;
  }

  /** Waits until the run has ended. */
  public void awaitEnd(String workflowId, String runId, Duration bound) {
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
