package io.estop.bench.endtoend;

import io.estop.embedded.Stack;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.Map;

/** Temporal as its UI and its command use it: no class of the product, names and JSON only. */
record TemporalDoor(WorkflowServiceStubs service, WorkflowClient client) implements AutoCloseable {

  static TemporalDoor of(Stack stack) {
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(stack.temporal().facts().address())
                .build());
    return new TemporalDoor(
        service,
        WorkflowClient.newInstance(
            service, WorkflowClientOptions.newBuilder().setNamespace(stack.environment()).build()));
  }

  void signal(String workflowId, String signal, Map<String, String> message) {
    stub(workflowId).signal(signal, message);
  }

  /** Asks a run by the name of a query; the answer as bare JSON. */
  Map<?, ?> query(String workflowId, String query) {
    return stub(workflowId).query(query, Map.class);
  }

  private WorkflowStub stub(String workflowId) {
    return client.newUntypedWorkflowStub(workflowId);
  }

  /** Returns how many runs that id has ever had; lists lag, so the first one is waited for. */
  long runs(String workflowId) {
    return Eventually.see(
        workflowId + " is listed",
        Eventually.SOON,
        () -> client.listExecutions("WorkflowId = '" + workflowId + "'").count(),
        count -> count > 0);
  }

  /** Returns one search attribute of the newest run, empty where it is not set. */
  <T> String searchAttribute(String workflowId, String name, Class<T> type) {
    WorkflowExecutionInfo info =
        service
            .blockingStub()
            .describeWorkflowExecution(
                DescribeWorkflowExecutionRequest.newBuilder()
                    .setNamespace(client.getOptions().getNamespace())
                    .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                    .build())
            .getWorkflowExecutionInfo();
    return info.getSearchAttributes().containsIndexedFields(name)
        ? String.valueOf(
            DefaultDataConverter.STANDARD_INSTANCE.fromPayload(
                info.getSearchAttributes().getIndexedFieldsOrThrow(name), type, type))
        : "";
  }

  @Override
  public void close() {
    service.shutdownNow();
  }
}
