package io.estop.workflows.deadman;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import org.junit.jupiter.api.Test;

/** A recorded run replays with today's code; {@link SwitchHistoryRecorder} recorded it. */
class SwitchReplayTest {
  @Test
  void theRecordedExpiryReplays() {
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
      Worker worker = temporal.newWorker("replay");
      worker.registerWorkflowImplementationTypes(DeadMansSwitchWorkflowImpl.class);

      assertThatCode(
              () ->
                  WorkflowReplayer.replayWorkflowExecutionFromResource(
                      "histories/dead-mans-switch.json", worker))
          .doesNotThrowAnyException();
    }
  }
}
