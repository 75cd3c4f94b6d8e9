package io.estop.activities.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.venues.Answer;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TaskQueueBacklogTest {
  private static final Duration BOUND = Duration.ofSeconds(5);

  @Test
  void aServerThatDoesNotCountIsSaid() {
    try (TestWorkflowEnvironment memory = TestWorkflowEnvironment.newInstance()) {
      assertThat(new TaskQueueBacklog(memory.getWorkflowClient(), BOUND).get().failure())
          .contains("Temporal does not tell: UNIMPLEMENTED");
    }
  }

  @Test
  void aServerThatIsGoneIsSaidWithinTheBound() {
    WorkflowServiceStubs nobody =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());
    try {
      long began = System.nanoTime();
      Answer<Map<String, Long>> answer =
          new TaskQueueBacklog(WorkflowClient.newInstance(nobody), Duration.ofSeconds(1)).get();

      assertThat(answer.failure().orElseThrow()).startsWith("Temporal does not tell: ");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    } finally {
      nobody.shutdownNow();
      nobody.awaitTermination(1, TimeUnit.SECONDS);
    }
  }
}
