package io.estop.workflows.maintenance;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.workflows.Replays;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded runs replay with today's code; {@link MaintenanceHistoryRecorder} recorded them. */
final class MaintenanceReplayTest {
  @ParameterizedTest
  @ValueSource(strings = {"maintenance-halted", "maintenance-cancelled"})
  void everyRecordedHistoryReplays(String name) {
    assertThatCode(() -> Replays.replay(name, MaintenanceWorkflowImpl.class))
        .doesNotThrowAnyException();
  }

  @Test
  void aProcedureThatDoesSomethingElseDoesNotReplay() {
    assertThatThrownBy(() -> Replays.replay("maintenance-halted", WaitsFirst.class))
        .hasStackTraceContaining("NonDeterministicException");
  }

  /** What a careless change would make of it. */
  public static final class WaitsFirst implements MaintenanceWorkflow {
    @Override
    public boolean run(String windowId) {
      Workflow.sleep(Duration.ofSeconds(1));
      return new MaintenanceWorkflowImpl().run(windowId);
    }
  }
}
