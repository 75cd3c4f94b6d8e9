package io.estop.workflows.deadman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowStub;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadMansSwitchWorkflowTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String TOLD = "told dead-mans-switch/firm WARNING 1";

  private final SwitchStage stage = new SwitchStage();

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void warnsThenPressesOnceAtItsTime() {
    stage.run(1_000);

    stage.pass(Duration.ofMinutes(44));
    int ticks = stage.activities.ticks();
    stage.pass(MINUTE.plusSeconds(1));
    assertThat(stage.activities.story()).containsExactly(TOLD);
    stage.pass(Duration.ofMinutes(15));

    assertThat(ticks).isBetween(44, 45);
    assertThat(stage.activities.story()).containsExactly(TOLD, "pressed firm");
    assertThat(stage.status().phase()).isEqualTo("EXPIRED");
  }

  @Test
  void pressesAtTheSecondWhateverItsInterval() {
    stage.run(1_000, Duration.ofMinutes(50));

    stage.pass(Duration.ofMinutes(60).plusSeconds(1));

    assertThat(stage.activities.story()).containsExactly(TOLD, "pressed firm");
  }

  @Test
  void aConfirmationBeginsTheCountdownAnewAndPutsTheNextStepOff() {
    stage.run(1_000);
    // Between two looks: the in-memory server may lose an update that meets a timer.
    stage.pass(Duration.ofMinutes(61).plusSeconds(30));

    stage.confirm("ann");
    stage.pass(MINUTE);

    assertThat(stage.status().phase()).isEqualTo("ARMED");
    assertThat(stage.activities.story())
        .containsExactly(
            TOLD, "pressed firm", "confirmed by ann over TEMPORAL", "deferred stop-1 for ann");
    stage.pass(Duration.ofMinutes(57));
    assertThat(stage.status().phase()).isEqualTo("WARNING");
  }

  @Test
  void losesNothingWhereItContinuesAsNew() {
    stage.run(2);

    stage.pass(Duration.ofMinutes(30).plusSeconds(30));
    stage.confirm("ann");
    stage.pass(Duration.ofMinutes(59));
    boolean early = stage.activities.story().contains("pressed firm");
    stage.pass(Duration.ofMinutes(2));

    assertThat(early).isFalse();
    assertThat(stage.activities.story())
        .containsExactly(
            "confirmed by ann over TEMPORAL",
            "told dead-mans-switch/firm WARNING 2",
            "pressed firm");
    assertThat(stage.status().ticks()).isLessThanOrEqualTo(2);
  }

  @Test
  void retriesAPressUntilAPlaceTakesIt() {
    stage.activities.failPresses(6);
    stage.run(1_000);

    stage.pass(Duration.ofMinutes(61));

    assertThat(stage.activities.story()).containsOnlyOnce("pressed firm");
  }

  @Test
  void saysThatItKnowsNothingWhilePostgresIsSilentAndGoesOn() {
    stage.run(1_000);
    stage.pass(Duration.ofMinutes(58));
    stage.activities.databaseDown(true);
    stage.pass(Duration.ofMinutes(3));
    SwitchStatus blind = stage.status();

    assertThatThrownBy(() -> stage.confirm("ann")).hasStackTraceContaining("PostgreSQL is gone");
    stage.activities.databaseDown(false);
    stage.pass(MINUTE);

    assertThat(blind.phase()).isEqualTo("UNKNOWN");
    assertThat(blind.why()).contains("PostgreSQL is gone");
    assertThat(stage.activities.story()).containsExactly(TOLD, "pressed firm");
  }

  @Test
  void refusesAConfirmationOfNobody() {
    stage.run(1_000);

    assertThatThrownBy(() -> stage.confirm(" "))
        .hasStackTraceContaining("actor must be 1 to 64 characters but was:  ");
    assertThat(stage.activities.story()).isEmpty();
  }

  @Test
  void endsWhereItIsNotInForce() {
    stage.activities.off();
    stage.run(1_000);

    WorkflowStub.fromTyped(stage.deadMansSwitch()).getResult(Void.class);

    assertThat(stage.activities.story()).isEmpty();
  }
}
