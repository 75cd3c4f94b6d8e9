package io.estop.workflows.breaker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Records the histories that {@link BreakerReplayTest} replays. Run only when asked for by name: a
 * release's histories stay as they were recorded.
 */
final class BreakerHistoryRecorder {
  @Test
  void recordsAWarningASilentSensorTripsAndTheEndOfARun() throws IOException {
    try (BreakerStage stage = new BreakerStage()) {
      stage.activities.warns("WARN wide", "wide warns");
      String run = stage.run(10);
      stage.passHalfAnInterval();
      stage.activities.failOnce();
      stage.passIntervals(2);
      stage.activities.failPresses(9);
      stage.activities.trips("drawdown/firm/1", "wide/firm#AAPL/1");
      stage.passIntervals(10);
      keep("breaker-trips", stage, run);
    }
  }

  @Test
  void recordsWhatPeopleAndOthersTellIt() throws IOException {
    try (BreakerStage stage = new BreakerStage()) {
      String run = stage.run(8);
      stage.passHalfAnInterval();
      stage.breaker().trigger(new TriggerMessage("ann", "I do not like this", "CANCEL"));
      stage.passIntervals(1);
      stage.breaker().trigger(new TriggerMessage("ann", "why", "EXPLODE"));
      stage.passIntervals(1);
      stage.breaker().tripped(new TrippedMessage("wide/firm#AAPL/1", "wide trips"));
      stage.passHalfAnInterval();
      stage.activities.trip("drawdown/firm/1");
      stage.passIntervals(1);
      stage.breaker().rearmed("bob");
      stage.passIntervals(8);
      keep("breaker-signals", stage, run);
    }
  }

  private static void keep(String name, BreakerStage stage, String run) throws IOException {
    Files.writeString(
        Path.of("src/test/resources/histories/" + name + ".json"), stage.history(run).toJson(true));
  }
}
