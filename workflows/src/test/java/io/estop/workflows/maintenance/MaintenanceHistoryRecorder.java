package io.estop.workflows.maintenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Records the histories that {@link MaintenanceReplayTest} replays. Run only when asked for by
 * name: a release's histories stay as they were recorded.
 */
final class MaintenanceHistoryRecorder {
  @Test
  void recordsAHaltThatNoPlaceTookAtFirst() throws IOException {
    try (MaintenanceStage stage = new MaintenanceStage()) {
      stage.window.silence(Duration.ofMinutes(1));
      stage.run();
      keep("maintenance-halted", stage);
    }
  }

  @Test
  void recordsAWindowThatIsCancelled() throws IOException {
    try (MaintenanceStage stage = new MaintenanceStage()) {
      stage.window.cancel();
      stage.run();
      keep("maintenance-cancelled", stage);
    }
  }

  private static void keep(String name, MaintenanceStage stage) throws IOException {
    Files.writeString(Path.of("src/test/resources/histories/" + name + ".json"), stage.history());
  }
}
