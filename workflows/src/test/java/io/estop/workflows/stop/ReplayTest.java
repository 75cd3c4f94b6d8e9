package io.estop.workflows.stop;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.estop.workflows.Payloads;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded runs replay with today's code; {@link HistoryRecorder} recorded them. */
class ReplayTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "flatten",
        "halt-then-escalate",
        "residual-then-flat",
        "escalate-after-deferral",
        "database-silent",
        "carried-on",
        "cancel-refused"
      })
  void everyRecordedHistoryReplays(String name) {
    try (TestWorkflowEnvironment temporal =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(Payloads.converter())
                        .build())
                .build())) {
      Worker worker = temporal.newWorker("replay");
      worker.registerWorkflowImplementationTypes(EmergencyStopWorkflowImpl.class);

      assertThatCode(
              () ->
                  WorkflowReplayer.replayWorkflowExecutionFromResource(
                      "histories/" + name + ".json", worker))
          .doesNotThrowAnyException();
    }
  }
}
