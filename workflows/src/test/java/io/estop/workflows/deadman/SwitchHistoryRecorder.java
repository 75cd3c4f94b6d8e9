package io.estop.workflows.deadman;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Records the history that {@link SwitchReplayTest} replays. Run only when asked for by name: a
 * release's histories stay as they were recorded.
 */
class SwitchHistoryRecorder {
  @Test
  void recordsAnExpiryAndAConfirmation() throws IOException {
    try (SwitchStage stage = new SwitchStage()) {
      stage.run(1_000, Duration.ofMinutes(5));
      stage.pass(Duration.ofMinutes(61));
      stage.confirm("ann");
      stage.pass(Duration.ofMinutes(47));
      String history =
          stage.environment.getWorkflowClient().fetchHistory("dead-mans-switch/firm").toJson(true);
      Files.writeString(Path.of("src/test/resources/histories/dead-mans-switch.json"), history);
    }
  }
}
