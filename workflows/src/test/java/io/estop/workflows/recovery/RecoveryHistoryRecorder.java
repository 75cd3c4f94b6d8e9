package io.estop.workflows.recovery;

import static io.estop.workflows.recovery.RecoveryStage.OPERATOR;
import static io.estop.workflows.recovery.RecoveryStage.RISK;
import static io.estop.workflows.recovery.RecoveryStage.hash;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.recovery.Assessment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Records the histories that {@link RecoveryReplayTest} replays. Run only when asked for by name: a
 * release's histories stay as they were recorded.
 */
final class RecoveryHistoryRecorder {
  @Test
  void recordsTheFourStagesToLive() throws IOException {
    try (RecoveryStage stage = new RecoveryStage()) {
      stage.beginSigned();
      stage.walk("MONITORING", "1");
      stage.walk("PAPER", "1");
      stage.walk("REDUCED", "0.25");
      stage.walk("LIVE", "1");
      stage.end();
      keep("recovery-to-live", stage);
    }
  }

  @Test
  void recordsWhatIsRefusedVoidAndHaltedAgain() throws IOException {
    try (RecoveryStage stage = new RecoveryStage()) {
      stage.activities.assessAs(new Assessment(false, true, true, "3 positions open"));
      stage.begin();
      stage.activities.assessAs(new Assessment(true, true, true, "all is well"));
      stage.recovery.assess(OPERATOR);
      stage.recovery.sign(OPERATOR, "a bad feed");
      RecoveryStatus waiting = stage.recovery.request(OPERATOR, "MONITORING", "1");
      refused(() -> stage.recovery.approve(OPERATOR, "MONITORING", hash(waiting)));
      stage.activities.refuseToApply("the flag moved on");
      refused(() -> stage.recovery.approve(RISK, "MONITORING", hash(waiting)));
      stage.activities.refuseToApply("");
      stage.walk("MONITORING", "1");
      stage.activities.haltAgain(true);
      refused(() -> stage.recovery.request(OPERATOR, "PAPER", "1"));
      stage.activities.haltAgain(false);
      stage.recovery.assess(OPERATOR);
      stage.recovery.sign(OPERATOR, "it tripped again");
      stage.walk("MONITORING", "1");
      keep("recovery-refused", stage);
    }
  }

  private static void refused(Runnable update) {
    assertThatThrownBy(update::run).isInstanceOf(RuntimeException.class);
  }

  private static void keep(String name, RecoveryStage stage) throws IOException {
    Files.writeString(Path.of("src/test/resources/histories/" + name + ".json"), stage.history());
  }
}
