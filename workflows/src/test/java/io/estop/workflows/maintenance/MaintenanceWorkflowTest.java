package io.estop.workflows.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowFailedException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MaintenanceWorkflowTest {
  /** What the pauses between two tries may add up to; the longest is 5 s. */
  private static final Duration ONE_PAUSE = Duration.ofSeconds(6);

  private final MaintenanceStage stage = new MaintenanceStage();
  private final FakeMaintenance window = stage.window;

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void haltsOnceForItsWindow() {
    boolean halted = stage.run();

    assertThat(halted).isTrue();
    assertThat(window.halted()).containsExactly(MaintenanceStage.WINDOW);
    assertThat(window.tries()).isEqualTo(1);
  }

  @Test
  void haltsNothingForAWindowThatIsCancelled() {
    window.cancel();

    assertThat(stage.run()).isFalse();
    assertThat(window.halted()).isEmpty();
    assertThat(window.tries()).isEqualTo(1);
  }

  @Test
  void haltsNothingForAWindowThatIsOver() {
    stage.pass(FakeMaintenance.LENGTH.plusSeconds(1));

    assertThat(stage.run()).isFalse();
    assertThat(window.halted()).isEmpty();
    assertThat(window.tries()).isEqualTo(1);
  }

  @Test
  void triesAgainUntilAPlaceTakesIt() {
    window.silence(FakeMaintenance.LENGTH.minusMinutes(1));

    assertThat(stage.run()).isTrue();
    assertThat(window.halted()).containsExactly(MaintenanceStage.WINDOW);
    assertThat(window.tries()).isGreaterThan(100);
    assertThat(window.triedAfterItsEnd()).isLessThan(Duration.ofMinutes(-1).plus(ONE_PAUSE));
  }

  @Test
  void givesUpWithTheWindowThatNoPlaceTook() {
    window.silence(FakeMaintenance.LENGTH.plusDays(1));

    assertThat(stage.run()).isFalse();
    assertThat(window.halted()).isEmpty();
    assertThat(window.triedAfterItsEnd()).isBetween(Duration.ZERO, ONE_PAUSE);
  }

  @Test
  void failsAtOnceForAWindowThatNobodyKnows() {
    window.forget();

    assertThatThrownBy(stage::run)
        .isInstanceOf(WorkflowFailedException.class)
        .rootCause()
        .hasMessageContaining("no maintenance window has the id " + MaintenanceStage.WINDOW);
    assertThat(window.tries()).isEqualTo(1);
  }
}
