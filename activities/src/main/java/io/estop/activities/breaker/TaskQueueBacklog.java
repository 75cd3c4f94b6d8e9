package io.estop.activities.breaker;

import io.estop.venues.Answer;
import io.estop.workflows.TaskQueues;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How many tasks wait in our queues, workflow and activity tasks added, by the server's approximate
 * count. The in-memory server has no such count and says so.
 */
public final class TaskQueueBacklog implements Supplier<Answer<Map<String, Long>>> {
  private static final List<String> QUEUES =
      List.of(
          TaskQueues.HALT,
          TaskQueues.LIQUIDATION,
          TaskQueues.NOTICE,
          TaskQueues.BREAKER,
          TaskQueues.RECOVERY);
  private static final List<TaskQueueType> TYPES =
      List.of(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY);

  private final WorkflowClient client;
  private final Duration bound;

  /**
   * @param bound longest wait for all queues together
   */
  public TaskQueueBacklog(WorkflowClient client, Duration bound) {
    this.client = client;
    this.bound = bound;
  }

  @Override
  public Answer<Map<String, Long>> get() {
    long giveUp = System.nanoTime() + bound.toNanos();
    Map<String, Long> waiting = new TreeMap<>();
    try {
      for (String queue : QUEUES) {
        for (TaskQueueType type : TYPES) {
          waiting.merge(queue, waiting(queue, type, giveUp), Long::sum);
        }
      }
      return new Answer.Known<>(waiting);
    } catch (StatusRuntimeException failed) {
      return new Answer.Missing<>("Temporal does not tell: " + failed.getStatus().getCode());
    }
  }

  private long waiting(String queue, TaskQueueType type, long giveUp) {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .withDeadlineAfter(Math.max(1, giveUp - System.nanoTime()), TimeUnit.NANOSECONDS)
        .describeTaskQueue(
            DescribeTaskQueueRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                .setTaskQueueType(type)
                .setReportStats(true)
                .build())
        .getStats()
        .getApproximateBacklogCount();
  }
}
