package io.estop.workflows.deadman;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.estop.workflows.Replays;
import org.junit.jupiter.api.Test;

/** A recorded run replays with today's code; {@link SwitchHistoryRecorder} recorded it. */
class SwitchReplayTest {
  @Test
  void theRecordedExpiryReplays() {
    assertThatCode(() -> Replays.replay("dead-mans-switch", DeadMansSwitchWorkflowImpl.class))
        .doesNotThrowAnyException();
  }
}
