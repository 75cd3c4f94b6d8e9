package io.estop.workflows.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EmergencyStopWorkflowTest {
  private final Stage stage = new Stage();
  private final Hands hands = stage.hands;

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void flattensInSixPartsAndHoldsFlat() {
    hands.plans.add(Hands.plan(1));

    PressReply reply = stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();

    assertThat(reply).isEqualTo(new PressReply("s-1", "FLATTEN", false));
    assertThat(told())
        .containsExactly(
            "activate s-1",
            "cancel at paper",
            "ASSESSING",
            "assess",
            "LIQUIDATING",
            "round 1 batch 1",
            "VERIFYING",
            "first read",
            "second read",
            "outcome FLAT",
            "HOLDING");
    assertThat(hands.story)
        .contains("acknowledgements")
        .containsSubsequence("CANCELLING", "ASSESSING");
    assertThat(hands.quiet).containsExactly(Hands.SETTINGS.quietMillis());
    assertThat(stage.stop().status().outcome()).isEqualTo("FLAT");
    assertThat(stage.stop().plan()).isEqualTo(Hands.plan(1));
    assertThat(hands.notices).contains("ACTIVATED", "OUTCOME FLAT round 1");
  }

  @Test
  void haltAsksForAcknowledgementsAndEndsHeld() {
    stage.press("s-1", "HALT");
    stage.passUntilHolding();
    stage.temporal.sleep(Duration.ofMinutes(5));

    assertThat(hands.story)
        .containsExactly("activate s-1", "acknowledgements", "outcome HELD", "HOLDING");
    assertThat(stage.stop().status().outcome()).isEqualTo("HELD");
  }

  @Test
  void cancelCancelsAndEndsHeld() {
    stage.press("s-1", "CANCEL");
    stage.passUntilHolding();

    assertThat(told())
        .containsExactly("activate s-1", "cancel at paper", "outcome HELD", "HOLDING");
    assertThat(hands.story).containsSubsequence("CANCELLING", "outcome HELD");
  }

  @Test
  void aDuplicateEndsWithoutEffect() {
    hands.duplicate = true;

    PressReply reply = stage.press("s-1", "FLATTEN");
    stage.awaitEnd();

    assertThat(reply.ended()).isTrue();
    assertThat(hands.story).containsExactly("activate s-1");
    assertThat(hands.notices).isEmpty();
  }

  @Test
  void aSecondPressJoinsAndEscalates() {
    stage.press("s-1", "HALT");
    stage.passUntilHolding();

    PressReply joined = stage.press("s-2", "FLATTEN");
    stage.passUntil("flat", () -> "FLAT".equals(stage.stop().status().outcome()));
    PressReply weaker = stage.press("s-3", "HALT");

    assertThat(joined).isEqualTo(new PressReply("s-1", "FLATTEN", false));
    assertThat(weaker).isEqualTo(new PressReply("s-1", "FLATTEN", false));
    assertThat(told())
        .startsWith("activate s-1", "outcome HELD", "HOLDING", "join s-2 FLATTEN")
        .contains("ASSESSING", "VERIFYING", "outcome FLAT", "join s-3 HALT");
  }

  @Test
  void theSamePressAgainIsOneStop() {
    stage.press("s-1", "HALT");

    assertThat(stage.press("s-1", "HALT")).isEqualTo(new PressReply("s-1", "HALT", false));
    assertThat(hands.story).doesNotContain("join s-1 HALT");
  }

  @Test
  void aMalformedPressIsRefusedWithTheReason() {
    stage.press("s-1", "HALT");

    assertThatThrownBy(() -> stage.stop().press(Stage.message("s 2", "HALT")))
        .isInstanceOf(WorkflowUpdateException.class)
        .hasStackTraceContaining("stop id must be");
    PressMessage elsewhere =
        new PressMessage(
            "s-2", "symbol:X", "HALT", "DRAWDOWN", "ann", "why", "2026-11-23T15:00:00Z");
    assertThatThrownBy(() -> stage.stop().press(elsewhere))
        .hasStackTraceContaining("this stop covers firm but the press names symbol:X");
    assertThat(stage.stop().status().action()).isEqualTo("HALT");
  }

  @Test
  void aMalformedFirstPressEndsTheRunInsteadOfStallingIt() {
    assertThatThrownBy(() -> stage.press("s 1", "HALT")).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(stage::awaitEnd)
        .isInstanceOf(WorkflowFailedException.class)
        .hasStackTraceContaining("stop id must be");
    assertThat(hands.story).isEmpty();
  }

  @Test
  void aMalformedSignalIsSaidAndChangesNothing() {
    stage.press("s-1", "HALT");
    stage.passUntilHolding();

    stage.stop().trigger(Stage.message("s-2", "EXPLODE"));
    stage.passUntil("said", () -> stage.stop().status().text().contains("refused"));
    assertThat(stage.stop().status().text())
        .contains("action must be one of [HALT, CANCEL, FLATTEN] but was: EXPLODE");
    stage.untyped().signal("trigger", (Object) null);
    stage.passUntil("said", () -> stage.stop().status().text().contains("stopId is missing"));

    assertThat(stage.stop().status().action()).isEqualTo("HALT");
    stage.stop().trigger(Stage.message("s-3", "CANCEL"));
    stage.passUntil("joined", () -> hands.story.contains("join s-3 CANCEL"));
  }

  @Test
  void isUnknownWhileAReadIsIncompleteAndFlatOnceTwoAreClean() {
    hands.usual = Hands.unanswered();

    stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();
    assertThat(stage.stop().status().outcome()).isEqualTo("UNKNOWN");

    hands.usual = Hands.NOTHING;
    stage.passUntil("flat", () -> "FLAT".equals(stage.stop().status().outcome()));
    assertThat(told()).contains("outcome UNKNOWN", "outcome FLAT").doesNotContain("outcome HELD");
  }

  @Test
  void isUnknownWhenOnlyTheSecondReadIsIncomplete() {
    hands.readings.add(Hands.NOTHING);
    hands.readings.add(Hands.unanswered());

    stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();

    assertThat(stage.stop().status().outcome()).isEqualTo("UNKNOWN");
  }

  @Test
  void twoReadsThatDifferAreNotFlat() {
    hands.readings.add(Hands.NOTHING);
    hands.readings.add(
        new LiquidationActivities.BookReading(true, 0, 1, 0, 0, "another", "1 worthless"));

    stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();

    assertThat(stage.stop().status().outcome()).isEqualTo("RESIDUAL");
  }

  @Test
  void workingOrdersAndOrdersInFlightAreNotFlat() {
    hands.usual = new LiquidationActivities.BookReading(true, 0, 0, 1, 0, "d", "1 working order");

    stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();

    assertThat(stage.stop().status().outcome()).isEqualTo("RESIDUAL");
  }

  @Test
  void whatIsLeftIsResidualAndIsWorkedOnInSlowRounds() {
    hands.usual = Hands.open(2);
    stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();
    assertThat(stage.stop().status().outcome()).isEqualTo("RESIDUAL");

    hands.plans.add(Hands.plan(1));
    hands.usual = Hands.NOTHING;
    stage.passUntil("flat", () -> "FLAT".equals(stage.stop().status().outcome()));

    assertThat(hands.story).contains("round 1 batch 1");
  }

  @Test
  void aLateFillReopensLiquidation() {
    stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();
    hands.plans.add(Hands.plan(2));
    hands.readings.add(Hands.open(1));

    stage.passUntil("worked on", () -> hands.story.contains("round 1 batch 2"));
    stage.passUntilHolding();

    assertThat(stage.stop().status().outcome()).isEqualTo("FLAT");
  }

  @Test
  void anOrderThatComesBackWhileHoldingIsNotFlat() {
    stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();
    hands.usual = new LiquidationActivities.BookReading(true, 0, 0, 1, 0, "d", "1 working order");

    stage.passUntil("told", () -> "RESIDUAL".equals(stage.stop().status().outcome()));
  }

  @Test
  void liquidationEndsAtItsTime() {
    hands.plans.add(Hands.plan(1));
    for (int i = 0; i < 500; i++) {
      hands.results.add(new LiquidationActivities.BatchResult(1, 1, 0, "9", "batch 1: 1 NONE"));
    }
    hands.readings.add(Hands.open(1));
    hands.readings.add(Hands.open(1));

    stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();

    assertThat(stage.stop().status().round()).isBetween(50, 61);
    assertThat(stage.stop().status().outcome()).isEqualTo("RESIDUAL");
  }

  @Test
  void whatOnlyWaitsForTheMarketStartsNoFurtherRound() {
    hands.plans.add(Hands.plan(1));
    hands.results.add(new LiquidationActivities.BatchResult(1, 1, 1, "9", "MARKET_CLOSED"));
    hands.usual = Hands.open(1);

    stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();

    assertThat(hands.story).contains("round 1 batch 1").doesNotContain("round 2 batch 1");
  }

  @Test
  void isClosedOnlyWhileItHoldsAndByAPersonWithAReason() {
    hands.databaseDown = false;
    hands.usual = Hands.unanswered();
    stage.press("s-1", "FLATTEN");
    assertThatThrownBy(() -> stage.stop().close(new CloseMessage("ann", "done")))
        .hasStackTraceContaining("only a stop that holds can be closed");
    stage.passUntilHolding();
    assertThatThrownBy(() -> stage.stop().close(new CloseMessage("", "done")))
        .hasStackTraceContaining("closing needs the person and a reason");

    stage.stop().close(new CloseMessage("ann", "done"));
    stage.awaitEnd();

    assertThat(hands.story).endsWith("CLOSED", "end by ann");
    assertThat(hands.notices).anyMatch(event -> event.startsWith("CLOSED"));
  }

  @Test
  void aReleaseEndsTheRun() {
    stage.press("s-1", "HALT");
    stage.passUntilHolding();

    stage.stop().released("bob");
    stage.awaitEnd();

    assertThat(hands.story).endsWith("CLOSED", "end by recovery");
  }

  @Test
  void aFailingNoticeNeverFailsTheStop() {
    hands.deaf = true;

    stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();
    assertThat(stage.stop().status().outcome()).isEqualTo("FLAT");
    stage.stop().close(new CloseMessage("ann", "done"));
    stage.awaitEnd();

    assertThat(hands.story).endsWith("CLOSED", "end by ann");
  }

  @Test
  void silentComponentsAreTold() {
    hands.silent = List.of("engine-2");

    stage.press("s-1", "HALT");
    stage.passUntilHolding();

    stage.passUntil("told", () -> hands.notices.contains("COMPONENTS_SILENT"));
  }

  @Test
  void activationIsTriedUntilSomeStoreAnswers() {
    hands.everythingDown = true;
    io.temporal.client.WorkflowClient.start(
        stage
                .temporal
                .getWorkflowClient()
                .newWorkflowStub(
                    EmergencyStopWorkflow.class,
                    io.temporal.client.WorkflowOptions.newBuilder()
                        .setWorkflowId("estop/firm")
                        .setTaskQueue(io.estop.workflows.TaskQueues.HALT)
                        .build())
            ::run,
        StopInput.first(Stage.message("s-1", "HALT")));
    stage.temporal.sleep(Duration.ofSeconds(20));
    assertThat(hands.story).isEmpty();

    hands.everythingDown = false;
    stage.passUntilHolding();

    assertThat(hands.story).startsWith("activate s-1", "acknowledgements");
  }

  @Test
  void aLongHoldContinuesAsNewAndCarriesItsState() {
    hands.plans.add(Hands.plan(1));
    stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();
    String firstRun = stage.runId();
    StopStatus before = stage.stop().status();

    for (int i = 0; i < 60 && stage.runId().equals(firstRun); i++) {
      stage.temporal.sleep(Duration.ofHours(1));
    }

    assertThat(stage.runId()).isNotEqualTo(firstRun);
    assertThat(stage.stop().status()).isEqualTo(before);
    assertThat(stage.stop().plan()).isEqualTo(Hands.plan(1));
    assertThat(hands.story).filteredOn(step -> step.startsWith("activate")).hasSize(1);
    assertThat(stage.press("s-2", "HALT")).isEqualTo(new PressReply("s-1", "FLATTEN", false));
    stage.stop().close(new CloseMessage("ann", "done"));
    stage.awaitEnd();
  }

  /** What was done, without what runs beside the cancels or concerns no venue. */
  private List<String> told() {
    Set<String> beside = Set.of("acknowledgements", "CANCELLING", "sweep", "lock accounts");
    return hands.story.stream().filter(step -> !beside.contains(step)).toList();
  }
}
