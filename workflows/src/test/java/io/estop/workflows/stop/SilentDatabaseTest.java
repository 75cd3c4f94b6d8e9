package io.estop.workflows.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PostgreSQL is away: the halt and the cancels go on, no closing order is sent. */
@Timeout(60)
class SilentDatabaseTest {
  private final Stage stage = new Stage();
  private final Hands hands = stage.hands;

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void cancelsGoOnAndPositionsWaitUntilItIsBack() {
    hands.databaseDown = true;
    hands.plans.add(Hands.plan(1));

    PressReply reply = stage.press("s-1", "FLATTEN");
    stage.passUntil("cancelled", () -> hands.story.contains("cancel at paper"));
    stage.temporal.sleep(Duration.ofMinutes(2));

    assertThat(reply).isEqualTo(new PressReply("s-1", "FLATTEN", false));
    assertThat(hands.story)
        .contains("activate s-1", "cancel at paper")
        .doesNotContain("CANCELLING", "ASSESSING", "assess", "round 1 batch 1");
    assertThat(stage.stop().status().trouble()).contains("PostgreSQL does not answer");
    assertThat(hands.notices).filteredOn(event -> event.startsWith("DATABASE_SILENT")).hasSize(1);

    hands.databaseDown = false;
    stage.passUntilHolding();

    assertThat(hands.story)
        .containsSubsequence(
            "record s-1", "CANCELLING", "ASSESSING", "assess", "LIQUIDATING", "HOLDING");
    assertThat(stage.stop().status().outcome()).isEqualTo("FLAT");
    assertThat(stage.stop().status().trouble()).isNull();
  }

  @Test
  void aPressThatJoinsMeanwhileIsCarriedOutAndRecordedLater() {
    stage.press("s-1", "HALT");
    stage.passUntilHolding();
    hands.databaseDown = true;

    PressReply joined = stage.press("s-2", "CANCEL");
    stage.passUntil("cancelled", () -> hands.story.contains("cancel at paper"));

    assertThat(joined).isEqualTo(new PressReply("s-1", "CANCEL", false));
    assertThat(hands.story).doesNotContain("record join s-2");
    hands.databaseDown = false;
    stage.passUntil("recorded", () -> hands.story.contains("record join s-2"));
    stage.passUntilHolding();
    assertThat(hands.story).containsSubsequence("record join s-2", "CANCELLING", "HOLDING");
  }

  @Test
  void liquidationThatHangsIsToldAndGoesOn() {
    hands.plans.add(Hands.plan(1));
    hands.roundFails = true;

    stage.press("s-1", "FLATTEN");
    stage.passUntil(
        "told", () -> String.valueOf(stage.stop().status().trouble()).contains("round 1"));
    assertThat(hands.notices).anyMatch(event -> event.startsWith("STUCK"));

    hands.roundFails = false;
    stage.passUntilHolding();
    assertThat(stage.stop().status().trouble()).isNull();
    assertThat(stage.stop().status().outcome()).isEqualTo("FLAT");
  }

  @Test
  void ordersAreCancelledAlsoWhereNoPlaceTookTheHoldYet() {
    hands.databaseDown = true;
    hands.unheld = true;

    stage.press("s-1", "CANCEL");
    stage.passUntil("cancelled", () -> hands.story.contains("cancel at paper"));

    stage.passUntil("held", () -> hands.story.contains("hold s-1 CANCEL"));
    hands.databaseDown = false;
    stage.passUntilHolding();
    assertThat(hands.story).containsSubsequence("record s-1", "CANCELLING", "outcome HELD");
  }

  @Test
  void aStopThatTurnsOutToHaveEndedSellsNothingAndGivesWayToThePressThatJoined() {
    hands.databaseDown = true;
    stage.press("s-1", "FLATTEN");
    stage.press("s-2", "HALT");
    stage.passUntil("cancelled", () -> hands.story.contains("cancel at paper"));

    hands.duplicateInDatabase = true;
    hands.databaseDown = false;
    stage.passUntil("the press carries on", () -> hands.story.contains("activate s-2"));
    stage.passUntilHolding();

    assertThat(hands.story).doesNotContain("assess");
    assertThat(stage.stop().status().stopId()).isEqualTo("s-2");
    assertThat(stage.stop().status().action()).isEqualTo("HALT");
  }
}
