package io.estop.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EscalationsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");

  private final Escalations flattenInTwoMinutes =
      Escalations.none().plus(escalation(Action.FLATTEN, 120), NOW, "rule volatility");

  @Test
  void aFurtherPressShortensButNeverLengthens() {
    Escalations longer = flattenInTwoMinutes.plus(escalation(Action.FLATTEN, 300), NOW, "ann");
    Escalations shorter = flattenInTwoMinutes.plus(escalation(Action.FLATTEN, 60), NOW, "ann");

    assertThat(longer).isEqualTo(flattenInTwoMinutes);
    assertThat(shorter.pending())
        .containsExactly(
            new PendingEscalation(Action.FLATTEN, NOW.plusSeconds(60), "ann", null, null));
  }

  @Test
  void aStopThatWentAsFarHasNothingPending() {
    assertThat(flattenInTwoMinutes.beyond(Action.CANCEL)).isEqualTo(flattenInTwoMinutes);
    assertThat(flattenInTwoMinutes.beyond(Action.FLATTEN)).isEqualTo(Escalations.none());
  }

  @Test
  void aDeferralMovesWhatWouldHappenBeforeItsEndAndNothingElse() {
    Escalations both = flattenInTwoMinutes.plus(escalation(Action.CANCEL, 30), NOW, "ann");

    Escalations deferred = both.deferred(NOW.plusSeconds(60), "bob", "prices are stale");

    assertThat(deferred.pending())
        .containsExactly(
            new PendingEscalation(
                Action.CANCEL, NOW.plusSeconds(60), "ann", "bob", "prices are stale"),
            new PendingEscalation(
                Action.FLATTEN, NOW.plusSeconds(120), "rule volatility", null, null));
  }

  @Test
  void isDueFromItsMomentOnAndTheFurthestCounts() {
    Escalations both = flattenInTwoMinutes.plus(escalation(Action.CANCEL, 30), NOW, "ann");

    assertThat(both.due(NOW.plusSeconds(29))).isEmpty();
    assertThat(both.due(NOW.plusSeconds(30)).map(PendingEscalation::action))
        .contains(Action.CANCEL);
    assertThat(both.due(NOW.plusSeconds(120)).map(PendingEscalation::action))
        .contains(Action.FLATTEN);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -5, 86_401})
  void aDeferralBeyondItsBoundIsRefused(long seconds) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> flattenInTwoMinutes.deferral(Duration.ofSeconds(seconds), NOW))
        .withMessage(
            "an escalation can be deferred for 1 to 86400 seconds from now but was: " + seconds);
  }

  @Test
  void aDeferralThatWouldHastenIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> flattenInTwoMinutes.deferral(Duration.ofSeconds(120), NOW))
        .withMessageContaining("FLATTEN is due at 2026-11-23T15:02:00Z, later than that deferral");
    assertThat(flattenInTwoMinutes.deferral(Duration.ofSeconds(121), NOW))
        .isEqualTo(NOW.plusSeconds(121));
  }

  @Test
  void nothingPendingCannotBeDeferred() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Escalations.none().deferral(Duration.ofMinutes(1), NOW))
        .withMessageContaining("nothing is pending");
  }

  @Test
  void aPressEscalatesOnlyFurtherThanItGoesAtOnce() {
    Cause cause = new Cause(TriggerKind.VOLATILITY_SPIKE, "rule volatility", "VIX 80");

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Press(
                    StopId.parse("s-1"),
                    Scope.firm(),
                    Action.FLATTEN,
                    cause,
                    NOW,
                    Optional.of(escalation(Action.CANCEL, 60))))
        .withMessage("an escalation must go further than FLATTEN but goes to CANCEL");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> escalation(Action.FLATTEN, 86_401))
        .withMessageContaining("must come after 1 to 86400 seconds but was: 86401");
  }

  @Test
  void everyKindButMaintenanceEndsInFlattenUnlessPeopleDeferIt() {
    for (TriggerKind kind : TriggerKind.values()) {
      Action end = kind.later().map(Escalation::action).orElse(kind.atOnce());
      assertThat(end)
          .as(kind.name())
          .isEqualTo(kind == TriggerKind.SCHEDULED_MAINTENANCE ? Action.HALT : Action.FLATTEN);
    }
    assertThat(TriggerKind.DEAD_MANS_SWITCH.later()).contains(escalation(Action.FLATTEN, 900));
  }

  private static Escalation escalation(Action action, long seconds) {
    return new Escalation(action, Duration.ofSeconds(seconds));
  }
}
