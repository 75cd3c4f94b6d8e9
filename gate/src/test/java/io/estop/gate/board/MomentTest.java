package io.estop.gate.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {
  private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  @Test
  void isTheTextThatTheJdkWritesAndItsWayBack() {
    DateTimeFormatter jdk =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    Random random = new Random(20261123);
    for (int i = 0; i < 20_000; i++) {
      long second = FIRST + (long) (random.nextDouble() * (LAST - FIRST));
      Instant moment = Instant.ofEpochSecond(second, random.nextInt(1_000_000) * 1_000L);

      assertThat(Moment.text(moment)).isEqualTo(jdk.format(moment));
      assertThat(Moment.parse(Moment.text(moment))).isEqualTo(moment);
    }
  }

  @Test
  void cutsOffWhatIsBelowAMicrosecond() {
    assertThat(Moment.text(Instant.parse("2026-01-02T03:04:05.678901999Z")))
        .isEqualTo("2026-01-02T03:04:05.678901Z");
  }

  @Test
  void refusesAYearOfAnotherWidth() {
    assertThatThrownBy(() -> Moment.text(Instant.ofEpochSecond(LAST + 1)))
        .hasMessage("year must be 0 to 9999 but was: 10000");
    assertThatThrownBy(() -> Moment.text(Instant.ofEpochSecond(FIRST - 1)))
        .hasMessage("year must be 0 to 9999 but was: -1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05.67890Z",
        "2026-01-02T03:04:05.678901",
        "2026-01-02 03:04:05.678901Z",
        "2026-01-02T03:04:05.67890aZ",
        "+026-01-02T03:04:05.678901Z"
      })
  void refusesAnyOtherForm(String text) {
    assertThatThrownBy(() -> Moment.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but was: " + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-13-02T03:04:05.678901Z",
        "2026-02-30T03:04:05.678901Z",
        "2026-01-02T24:04:05.678901Z"
      })
  void refusesAMomentThatIsNone(String text) {
    assertThatThrownBy(() -> Moment.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
