package io.estop.workflows.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.PendingEscalation;
import io.estop.workflows.stop.PressMessage.LaterAction;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stop goes further by itself, unless a named person defers it. */
@Timeout(60)
class EscalationTest {
  private final Stage stage = new Stage();
  private final Hands hands = stage.hands;

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void goesFurtherWhenTheTimeHasComeAndClosesTheLaneFirst() {
    stage.press(later("s-1", "CANCEL", 120));
    stage.passUntilHolding();
    assertThat(next().action().name()).isEqualTo("FLATTEN");
    Instant due = next().dueAt();

    stage.passUntil("flat", () -> "FLAT".equals(stage.stop().status().outcome()));

    assertThat(due).isBetween(stage.now().minusSeconds(180), stage.now().plusSeconds(0));
    assertThat(hands.story)
        .containsSubsequence(
            "outcome HELD",
            "hold s-1 FLATTEN",
            "acknowledgements",
            "cancel at paper",
            "ASSESSING",
            "outcome FLAT");
    assertThat(cancelsAfter("hold s-1 FLATTEN")).as("orders, then lane orders").isEqualTo(2);
    assertThat(hands.story).contains("escalation PENDING by ann", "escalation ESCALATED by engine");
    assertThat(hands.notices)
        .anyMatch(event -> event.startsWith("ESCALATION PENDING"))
        .anyMatch(event -> event.startsWith("ESCALATION ESCALATED"));
    assertThat(stage.stop().status().action()).isEqualTo("FLATTEN");
    assertThat(stage.stop().status().escalation()).isNull();
  }

  @Test
  void componentsThatSayNothingDelayItByTwoSecondsAndNoMore() {
    stage.press(later("s-1", "CANCEL", 60));
    stage.passUntilHolding();
    hands.acknowledgeFails = true;

    stage.passUntil("flat", () -> "FLAT".equals(stage.stop().status().outcome()));

    assertThat(hands.notices).contains("ACKNOWLEDGEMENTS_LATE FLATTEN");
  }

  @Test
  void aPersonDefersItWithAReason() {
    stage.press(later("s-1", "CANCEL", 120));
    stage.passUntilHolding();

    PendingEscalation deferred =
        Objects.requireNonNull(stage.stop().defer(deferral(900)).escalation());
    stage.temporal.sleep(Duration.ofMinutes(10));

    assertThat(deferred.deferredBy()).isEqualTo("bob");
    assertThat(deferred.deferralReason()).isEqualTo("prices are stale");
    assertThat(stage.stop().status().action()).isEqualTo("CANCEL");
    assertThat(hands.story).contains("escalation DEFERRED by bob");
    stage.temporal.sleep(Duration.ofMinutes(4));
    stage.passUntil("flat", () -> "FLAT".equals(stage.stop().status().outcome()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bob | VIEWER | 900 | stale | role VIEWER cannot defer",
        "bob | WIZARD | 900 | stale | role must be one of",
        "b b | RISK | 900 | stale | name of a person must be",
        "bob | RISK | 0 | stale | can be deferred for 1 to 86400 seconds from now but was: 0",
        "bob | RISK | 86401 | stale | can be deferred for 1 to 86400 seconds",
        "bob | RISK | 900 | ' ' | reason must be 1 to 500 characters",
        "bob | RISK | 1 | stale | later than that deferral would end"
      })
  void aDeferralOutOfItsBoundsIsRefusedAndChangesNothing(
      String actor, String role, long seconds, String reason, String why) {
    stage.press(later("s-1", "CANCEL", 120));
    stage.passUntilHolding();
    Instant due = next().dueAt();

    assertThatThrownBy(() -> stage.stop().defer(new DeferMessage(actor, role, seconds, reason)))
        .isInstanceOf(WorkflowUpdateException.class)
        .hasStackTraceContaining(why);

    assertThat(next().dueAt()).isEqualTo(due);
    assertThat(hands.story).noneMatch(step -> step.contains("DEFERRED"));
  }

  @Test
  void nothingPendingCannotBeDeferred() {
    stage.press("s-1", "CANCEL");
    stage.passUntilHolding();

    assertThatThrownBy(() -> stage.stop().defer(deferral(60)))
        .hasStackTraceContaining("nothing is pending that could be deferred");
  }

  @Test
  void aJoiningPressShortensAndNeverLengthens() {
    stage.press(later("s-1", "CANCEL", 600));
    stage.passUntilHolding();
    Instant due = next().dueAt();

    stage.press(later("s-2", "HALT", 3_600));
    assertThat(next().dueAt()).isEqualTo(due);
    stage.press(later("s-3", "HALT", 60));
    assertThat(next().dueAt()).isBefore(due);

    stage.passUntil("flat", () -> "FLAT".equals(stage.stop().status().outcome()));
    assertThat(stage.now()).isBefore(due);
  }

  @Test
  void thePressThatBeganItDeliveredAgainUndoesNoDeferral() {
    PressMessage press = later("s-1", "CANCEL", 120);
    stage.press(press);
    stage.passUntilHolding();
    stage.stop().defer(deferral(3_600));
    Instant deferred = next().dueAt();

    stage.press(press);

    assertThat(next().dueAt()).isEqualTo(deferred);
  }

  @Test
  void aPressThatGoesAsFarLeavesNothingPending() {
    stage.press(later("s-1", "CANCEL", 600));
    stage.passUntilHolding();

    stage.press("s-2", "FLATTEN");

    assertThat(stage.stop().status().escalation()).isNull();
  }

  @Test
  void survivesContinueAsNewWithItsDeferral() {
    stage.press(later("s-1", "CANCEL", 86_400));
    stage.passUntilHolding();
    stage.stop().defer(new DeferMessage("bob", "RISK", 86_400, "over night"));
    String firstRun = stage.runId();
    hands.stubborn = List.of("order o-1 of the mobile app came back 3 times");

    for (int i = 0; i < 200 && stage.runId().equals(firstRun); i++) {
      stage.temporal.sleep(Duration.ofMinutes(10));
    }

    assertThat(stage.runId()).as("continued as new").isNotEqualTo(firstRun);
    assertThat(next().deferralReason()).isEqualTo("over night");
    assertThat(stage.stop().status().trouble()).contains("mobile app");
    stage.press(later("s-2", "HALT", 60));
    stage.passUntil("flat", () -> "FLAT".equals(stage.stop().status().outcome()));
  }

  @Test
  void aMalformedEscalationIsRefused() {
    stage.press("s-1", "HALT");

    assertThatThrownBy(() -> stage.stop().press(later("s-2", "FLATTEN", 60)))
        .hasStackTraceContaining("an escalation must go further than FLATTEN");
    assertThatThrownBy(() -> stage.stop().press(later("s-2", "HALT", 0)))
        .hasStackTraceContaining("must come after 1 to 86400 seconds but was: 0");
  }

  @Test
  void aReleasedHoldIsRaisedNoFurther() {
    stage.press(later("s-1", "CANCEL", 60));
    stage.passUntilHolding();
    hands.heldNoMore = true;

    stage.passUntil("dropped", () -> hands.story.contains("escalation DROPPED by engine"));

    assertThat(stage.stop().status().action()).isEqualTo("CANCEL");
    assertThat(stage.stop().status().escalation()).isNull();
  }

  private long cancelsAfter(String step) {
    int from = hands.story.indexOf(step);
    return hands.story.subList(from, hands.story.size()).stream()
        .filter("cancel at paper"::equals)
        .count();
  }

  private PendingEscalation next() {
    return Objects.requireNonNull(stage.stop().status().escalation());
  }

  private static DeferMessage deferral(long seconds) {
    return new DeferMessage("bob", "RISK", seconds, "prices are stale");
  }

  static PressMessage later(String stopId, String action, long seconds) {
    PressMessage plain = Stage.message(stopId, action);
    return new PressMessage(
        plain.stopId(),
        plain.scope(),
        plain.action(),
        plain.trigger(),
        plain.actor(),
        plain.reason(),
        plain.pressedAt(),
        new LaterAction("FLATTEN", seconds));
  }
}
