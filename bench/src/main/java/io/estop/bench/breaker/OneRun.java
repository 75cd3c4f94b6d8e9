package io.estop.bench.breaker;

import io.estop.bench.stops.StopHistory;
import io.estop.embedded.Stack;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * What a whole run of a breaker writes, from its start to where it continues as new.
 *
 * @param events of its history
 * @param bytes of them, as the server sends them
 */
record OneRun(long events, long bytes) {
  // As whoever starts one from outside names them.
  private static final String TYPE = "CircuitBreaker";
  private static final String QUEUE = "estop-breaker";
  private static final long SHORTEST_MILLIS = 100;
  private static final Duration WITHIN = Duration.ofMinutes(5);
  private static final long BETWEEN_LOOKS = Duration.ofSeconds(1).toNanos();

  /** Lets one run of so many ticks pass, at the shortest interval there is. */
  static OneRun of(Stack stack, String scope, int ticks) {
    try (StopHistory history = new StopHistory(stack)) {
      return of(history.client(), scope, ticks);
    }
  }

  private static OneRun of(WorkflowClient client, String scope, int ticks) {
    WorkflowStub breaker =
        client.newUntypedWorkflowStub(
            TYPE,
            WorkflowOptions.newBuilder()
                .setWorkflowId("breaker/" + scope)
                .setTaskQueue(QUEUE)
                .build());
    WorkflowExecution run =
        breaker.start(
            Map.of("scope", scope, "intervalMillis", SHORTEST_MILLIS, "ticksPerRun", ticks));
    try {
      List<HistoryEvent> events = whole(client, run);
      return new OneRun(
          events.size(), events.stream().mapToLong(HistoryEvent::getSerializedSize).sum());
    } finally {
      client.newUntypedWorkflowStub(run.getWorkflowId()).terminate("measured");
    }
  }

  private static List<HistoryEvent> whole(WorkflowClient client, WorkflowExecution run) {
    long until = System.nanoTime() + WITHIN.toNanos();
    while (System.nanoTime() < until) {
      List<HistoryEvent> events =
          client.fetchHistory(run.getWorkflowId(), run.getRunId()).getEvents();
      if (events.get(events.size() - 1).getEventType()
          == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW) {
        return events;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
    throw new IllegalStateException(
        "the breaker " + run.getWorkflowId() + " did not continue as new within " + WITHIN);
  }
}
