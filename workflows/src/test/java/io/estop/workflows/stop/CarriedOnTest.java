package io.estop.workflows.stop;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.Action;
import io.estop.model.Escalations;
import io.estop.model.Outcome;
import io.estop.model.PendingEscalation;
import io.estop.model.Phase;
import io.estop.workflows.stop.HaltActivities.KnownStop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No part of a stop can cancel it; a run that died is carried on by the next one. */
@Timeout(60)
class CarriedOnTest {
  private final Stage stage = new Stage();
  private final Hands hands = stage.hands;

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aRequestToCancelEndsNothing() {
    hands.plans.add(Hands.plan(1));
    stage.press("s-1", "FLATTEN");

    stage.untyped().cancel("somebody");
    stage.passUntilHolding();

    assertThat(stage.stop().status().outcome()).isEqualTo("FLAT");
    assertThat(hands.story).contains("cancel at paper", "round 1 batch 1", "remark CANCEL_REFUSED");
    assertThat(hands.notices).anyMatch(event -> event.startsWith("CANCEL_REFUSED"));
  }

  @Test
  void aCancelledStopStillTakesPressesDefersAndEscalates() {
    stage.press("s-1", "HALT");
    stage.passUntilHolding();
    stage.untyped().cancel("somebody");

    PressReply joined = stage.press("s-2", "CANCEL");
    stage.passUntil("cancelled", () -> hands.story.contains("cancel at paper"));
    stage.passUntilHolding();

    assertThat(joined).isEqualTo(new PressReply("s-1", "CANCEL", false));
    stage.stop().close(new CloseMessage("ann", "done"));
    stage.passUntil("ended", () -> hands.story.contains("end by ann"));
    assertThat(hands.story).endsWith("CLOSED", "end by ann");
  }

  @Test
  void aTerminatedStopIsCarriedOnByThePressOfItsSupervisor() {
    stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();
    stage.untyped().terminate("by mistake");
    int told = hands.notices.size();
    hands.known = left("s-1", Outcome.FLAT, Escalations.none());

    PressReply reply = stage.press("s-1", "FLATTEN");
    stage.passUntilHolding();
    stage.temporal.sleep(Duration.ofMinutes(1));

    assertThat(reply).isEqualTo(new PressReply("s-1", "FLATTEN", false));
    assertThat(stage.stop().status().round()).isEqualTo(7);
    assertThat(stage.stop().status().outcome()).isEqualTo("FLAT");
    assertThat(hands.notices.subList(told, hands.notices.size()))
        .as("told once, that it goes on; nothing that people know already")
        .hasSize(1)
        .allMatch(event -> event.startsWith("CARRIED_ON"));
    assertThat(hands.story).contains("unlock accounts", "remark CARRIED_ON");
  }

  @Test
  void roundsGoOnWhereTheRunThatDiedLeftThem() {
    hands.known = left("s-1", null, Escalations.none());
    hands.plans.add(Hands.plan(1));

    stage.press("s-1", "HALT");
    stage.passUntilHolding();

    assertThat(hands.story).contains("round 8 batch 1").doesNotContain("round 1 batch 1");
    assertThat(stage.stop().status().action()).as("as far as it went").isEqualTo("FLATTEN");
    assertThat(hands.notices).contains("OUTCOME FLAT round 8");
  }

  @Test
  void anotherPressOnTheScopeJoinsTheStopThatLostItsRun() {
    hands.known = left("s-1", Outcome.RESIDUAL, Escalations.none());

    PressReply reply = stage.press("s-2", "CANCEL");
    stage.passUntilHolding();

    assertThat(reply).isEqualTo(new PressReply("s-1", "FLATTEN", false));
    assertThat(hands.story).contains("activate s-2", "join s-2 CANCEL");
    assertThat(stage.stop().status().stopId()).isEqualTo("s-1");
  }

  @Test
  void aDeferralOutlivesTheRunThatTookIt() {
    Instant due = stage.now().plus(Duration.ofHours(5));
    hands.known =
        new KnownStop(
            Stage.message("s-1", "CANCEL"),
            Action.CANCEL,
            Phase.HOLDING,
            Outcome.HELD,
            0,
            new Escalations(
                List.of(new PendingEscalation(Action.FLATTEN, due, "ann", "bob", "stale"))),
            List.of(),
            false);

    stage.press("s-1", "CANCEL");
    stage.passUntilHolding();

    PendingEscalation next = Objects.requireNonNull(stage.stop().status().escalation());
    assertThat(next.dueAt()).isEqualTo(due);
    assertThat(next.deferredBy()).isEqualTo("bob");
  }

  @Test
  void aRepeatedStepOfOneRunIsNoNewRun() {
    hands.known =
        new KnownStop(
            Stage.message("s-1", "HALT"),
            Action.HALT,
            Phase.ACTIVATING,
            null,
            0,
            Escalations.none(),
            List.of(),
            true);

    stage.press("s-1", "HALT");
    stage.passUntilHolding();

    assertThat(hands.notices).contains("ACTIVATED").noneMatch(e -> e.startsWith("CARRIED_ON"));
  }

  static KnownStop left(
      String stopId, @org.jspecify.annotations.Nullable Outcome outcome, Escalations pending) {
    return new KnownStop(
        Stage.message(stopId, "FLATTEN"),
        Action.FLATTEN,
        Phase.LIQUIDATING,
        outcome,
        7,
        pending,
        List.of(),
        false);
  }
}
