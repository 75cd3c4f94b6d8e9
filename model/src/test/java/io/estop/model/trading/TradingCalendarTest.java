package io.estop.model.trading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TradingCalendarTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-01",
        "2026-01-19",
        "2026-02-16",
        "2026-04-03",
        "2026-05-25",
        "2026-06-19",
        "2026-07-03",
        "2026-09-07",
        "2026-11-26",
        "2026-12-25",
        "2026-11-22"
      })
  void exchangeHolidaysAndWeekendsAreNoTradingDays(LocalDate day) {
    assertThat(TradingCalendar.isTradingDay(day)).isFalse();
  }

  @Test
  void sessionIsHalfPastNineToFourInNewYorkInSummerAndWinter() {
    assertThat(TradingCalendar.isOpen(Instant.parse("2026-11-20T14:30:00Z"))).isTrue();
    assertThat(TradingCalendar.isOpen(Instant.parse("2026-11-20T14:29:59Z"))).isFalse();
    assertThat(TradingCalendar.isOpen(Instant.parse("2026-07-06T13:30:00Z"))).isTrue();
    assertThat(TradingCalendar.isOpen(Instant.parse("2026-11-20T21:00:00Z"))).isFalse();
  }

  @Test
  void nextOpeningSkipsTheWeekend() {
    Instant friday = Instant.parse("2026-11-20T22:00:00Z");

    assertThat(TradingCalendar.nextOpen(friday)).isEqualTo("2026-11-23T14:30:00Z");
  }

  @Test
  void defaultMomentIsInsideAnOpenSessionWhateverTheWallTime() {
    Instant sundayNight = Instant.parse("2026-11-22T23:00:00Z");

    assertThat(TradingCalendar.isOpen(TradingCalendar.openSessionNear(sundayNight))).isTrue();
  }
}
