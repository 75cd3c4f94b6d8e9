package io.estop.workflows.stop;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.estop.workflows.Replays;
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
    assertThatCode(() -> Replays.replay(name, EmergencyStopWorkflowImpl.class))
        .doesNotThrowAnyException();
  }
}
