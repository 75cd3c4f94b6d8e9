package io.estop.model.deadman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.deadman.DeadMansSwitch.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadMansSwitchTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(120);
  private static final Duration WARNING = Duration.ofMinutes(30);
  private static final Instant MONDAY_NOON = Instant.parse("2026-11-23T17:00:00Z");

  @Test
  void warnsOnceAndThenExpiresOnce() {
    SwitchState armed = SwitchState.armed(MONDAY_NOON);

    Judgement fresh = judge("always", armed, MONDAY_NOON.plus(Duration.ofMinutes(89)));
    Judgement near = judge("always", armed, MONDAY_NOON.plus(Duration.ofMinutes(90)));
    Judgement still = judge("always", near.state(), MONDAY_NOON.plus(Duration.ofMinutes(91)));
    Judgement due = judge("always", near.state(), MONDAY_NOON.plus(TIMEOUT));
    Judgement after = judge("always", due.state(), MONDAY_NOON.plus(TIMEOUT).plusSeconds(1));

    assertThat(fresh.phase()).isEqualTo(SwitchPhase.ARMED);
    assertThat(fresh.warns()).isFalse();
    assertThat(near.warns()).isTrue();
    assertThat(near.phase()).isEqualTo(SwitchPhase.WARNING);
    assertThat(still.warns()).isFalse();
    assertThat(due.expires()).isTrue();
    assertThat(due.phase()).isEqualTo(SwitchPhase.EXPIRED);
    assertThat(after.expires()).isFalse();
    assertThat(after.phase()).isEqualTo(SwitchPhase.EXPIRED);
  }

  @Test
  void aConfirmationBeginsANewCountdownAlsoAfterTheExpiry() {
    SwitchState expired = new SwitchState(MONDAY_NOON, 7, true, true);
    Instant later = MONDAY_NOON.plus(Duration.ofHours(5));

    SwitchState confirmed = expired.confirmed(later);

    assertThat(confirmed).isEqualTo(new SwitchState(later, 8, false, false));
    assertThat(judge("always", confirmed, later).dueAt()).isEqualTo(later.plus(TIMEOUT));
  }

  @Test
  void aConfirmationThatArrivesLateTakesNothingBack() {
    SwitchState state = SwitchState.armed(MONDAY_NOON);

    assertThat(state.confirmed(MONDAY_NOON.minusSeconds(1))).isEqualTo(state);
  }

  @Test
  void theClosedMarketDoesNotCount() {
    Instant fridayHalfHourBeforeClose = Instant.parse("2026-11-20T20:30:00Z");
    SwitchState state = SwitchState.armed(fridayHalfHourBeforeClose);

    Judgement weekend = judge("us-equities", state, Instant.parse("2026-11-22T12:00:00Z"));

    assertThat(weekend.phase()).isEqualTo(SwitchPhase.RESTING);
    assertThat(weekend.dueAt()).isEqualTo("2026-11-23T16:00:00Z");
    assertThat(judge("us-equities", state, Instant.parse("2026-11-23T15:59:59Z")).expires())
        .isFalse();
    assertThat(judge("us-equities", state, Instant.parse("2026-11-23T16:00:00Z")).expires())
        .isTrue();
  }

  @Test
  void aHolidayAndTheChangeOfSummerTimeDoNotCountEither() {
    SwitchState thanksgiving = SwitchState.armed(Instant.parse("2026-11-25T20:59:00Z"));
    SwitchState fall = SwitchState.armed(Instant.parse("2026-10-30T19:59:00Z"));

    assertThat(judge("us-equities", thanksgiving, MONDAY_NOON).dueAt())
        .isEqualTo("2026-11-27T16:29:00Z");
    assertThat(judge("us-equities", fall, MONDAY_NOON).dueAt()).isEqualTo("2026-11-02T16:29:00Z");
  }

  @Test
  void anApprovedWindowPausesAndNothingElse() {
    Span window =
        new Span(MONDAY_NOON.plus(Duration.ofHours(1)), MONDAY_NOON.plus(Duration.ofHours(4)));
    SwitchState state = SwitchState.armed(MONDAY_NOON);
    DeadMansSwitch rule = rule("always");

    Judgement inside =
        rule.judge(state, MONDAY_NOON.plus(Duration.ofHours(2)), List.of(window, window));

    assertThat(inside.phase()).isEqualTo(SwitchPhase.PAUSED);
    assertThat(inside.dueAt()).isEqualTo(MONDAY_NOON.plus(Duration.ofHours(5)));
    assertThat(judge("always", state, MONDAY_NOON.plus(Duration.ofHours(2))).expires()).isTrue();
  }

  @Test
  void weeklyHoursMayGoOverTheWeekend() {
    ArmedHours hours = ArmedHours.parse("SUN-THU 08:00-17:30 Asia/Dubai");

    assertThat(hours.on(hours.dayOf(Instant.parse("2026-11-22T08:00:00Z"))))
        .contains(
            new Span(Instant.parse("2026-11-22T04:00:00Z"), Instant.parse("2026-11-22T13:30:00Z")));
    assertThat(hours.on(hours.dayOf(Instant.parse("2026-11-20T08:00:00Z")))).isEmpty();
    assertThat(ArmedHours.parse(hours.toString())).isEqualTo(hours);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nyse",
        "MON-FRI 17:00-08:00 Europe/London",
        "MON-FRI 08:00-25:00 Europe/London",
        "XXX-FRI 08:00-17:00 Europe/London",
        "MON-FRI 08:00-17:00 Europe/Nowhere"
      })
  void hoursThatNobodyCanReadAreRefusedWithTheirForm(String text) {
    assertThatThrownBy(() -> ArmedHours.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'always', 'us-equities' or like")
        .hasMessageContaining(text);
  }

  @Test
  void absurdSettingsAreRefusedWithTheirBounds() {
    ArmedHours always = ArmedHours.parse("always");

    assertThatThrownBy(() -> new SwitchSettings(Duration.ofSeconds(59), Duration.ZERO, always))
        .hasMessageContaining("PT1M to PT24H but was: PT59S");
    assertThatThrownBy(() -> new SwitchSettings(TIMEOUT, TIMEOUT, always))
        .hasMessageContaining("less than its time-out PT2H");
  }

  private static DeadMansSwitch rule(String hours) {
    return new DeadMansSwitch(new SwitchSettings(TIMEOUT, WARNING, ArmedHours.parse(hours)));
  }

  private static Judgement judge(String hours, SwitchState state, Instant now) {
    return rule(hours).judge(state, now, List.of());
  }
}
