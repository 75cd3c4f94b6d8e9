package io.estop.workflows.stop;

import io.estop.model.Escalations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Records the histories that {@link ReplayTest} replays. Run only when asked for by name, as in
 * {@code mvn test -pl workflows -am -Dtest=HistoryRecorder
 * -Dsurefire.failIfNoSpecifiedTests=false}: a release's histories stay as they were recorded.
 */
class HistoryRecorder {
  @Test
  void recordsHistories() {
    record(
        "flatten",
        stage -> {
          stage.hands.plans.add(Hands.plan(1, 2));
          stage.press("s-1", "FLATTEN");
          stage.passUntilHolding();
        });
    record(
        "halt-then-escalate",
        stage -> {
          stage.press("s-1", "HALT");
          stage.passUntilHolding();
          stage.press("s-2", "FLATTEN");
          stage.passUntil("flat", () -> "FLAT".equals(stage.stop().status().outcome()));
        });
    record(
        "residual-then-flat",
        stage -> {
          stage.hands.plans.add(Hands.plan(1));
          stage.hands.usual = Hands.open(1);
          stage.press("s-1", "FLATTEN");
          stage.passUntilHolding();
          stage.hands.usual = Hands.NOTHING;
          stage.passUntil("flat", () -> "FLAT".equals(stage.stop().status().outcome()));
        });
  }

  @Test
  void recordsHistoriesOfWhatFollowsByItself() {
    record(
        "escalate-after-deferral",
        stage -> {
          stage.press(later("s-1", "CANCEL", 120));
          stage.passUntilHolding();
          stage.stop().defer(new DeferMessage("bob", "RISK", 300, "prices are stale"));
          stage.press(later("s-2", "HALT", 100));
          stage.passUntil("flat", () -> "FLAT".equals(stage.stop().status().outcome()));
        });
    record(
        "database-silent",
        stage -> {
          stage.hands.databaseDown = true;
          stage.hands.plans.add(Hands.plan(1));
          stage.press("s-1", "FLATTEN");
          stage.press("s-2", "HALT");
          stage.passUntil("told", () -> stage.stop().status().trouble() != null);
          stage.hands.databaseDown = false;
          stage.passUntilHolding();
        });
    record(
        "carried-on",
        stage -> {
          stage.hands.known = CarriedOnTest.left("s-1", null, Escalations.none());
          stage.hands.plans.add(Hands.plan(1));
          stage.press("s-2", "CANCEL");
          stage.passUntilHolding();
        });
    record(
        "cancel-refused",
        stage -> {
          stage.press("s-1", "CANCEL");
          stage.untyped().cancel("somebody");
          stage.passUntilHolding();
        });
  }

  private static PressMessage later(String stopId, String action, long seconds) {
    return EscalationTest.later(stopId, action, seconds);
  }

  private static void record(String name, Consumer<Stage> path) {
    try (Stage stage = new Stage()) {
      path.accept(stage);
      stage.stop().close(new CloseMessage("ann", "recorded"));
      stage.passUntilOver();
      Files.writeString(Path.of("src/test/resources/histories/" + name + ".json"), stage.history());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
