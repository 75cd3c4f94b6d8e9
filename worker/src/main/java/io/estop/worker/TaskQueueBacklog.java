package io.estop.worker;

import io.estop.venues.Answer;
import io.estop.workflows.TaskQueues;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How many activities wait in each of our task queues, as Temporal counts them. */
final class TaskQueueBacklog {
  private static final List<String> QUEUES =
      List.of(
          TaskQueues.HALT,
          TaskQueues.LIQUIDATION,
          TaskQueues.NOTICE,
          TaskQueues.BREAKER,
          TaskQueues.RECOVERY);

  private final WorkflowClient client;
  private final Duration bound;

  TaskQueueBacklog(WorkflowClient client, Duration bound) {
    this.client = client;
    this.bound = bound;
  }

  /** Asks for all queues within the bound. */
  Answer<Map<String, Long>> waiting() {
    Map<String, Long> waiting = new HashMap<>();
    try {
      for (String queue : QUEUES) {
        waiting.put(queue, waiting(queue));
      }
      return new Answer.Known<>(waiting);
    } catch (StatusRuntimeException silent) {
      return new Answer.Missing<>("Temporal does not tell: " + silent.getStatus());
    }
  }

  private long waiting(String queue) {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .withDeadlineAfter(bound.toMillis() / QUEUES.size(), TimeUnit.MILLISECONDS)
        .describeTaskQueue(
            DescribeTaskQueueRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
                .setReportStats(true)
                .build())
        .getStats()
        .getApproximateBacklogCount();
  }
}
