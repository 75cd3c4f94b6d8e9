package io.estop.model.breaker.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");

  private final Failures failures = new Failures(Duration.ofMinutes(1), 4);

  @Test
  void countsWhatFailedWithinTheWindow() {
    for (int i = 0; i < 10; i++) {
      failures.tried(i % 2 == 0, NOW.plusSeconds(i));
    }

    assertThat(failures.count(NOW.plusSeconds(9))).isEqualTo(5);
    assertThat(failures.rate(NOW.plusSeconds(9)).orElseThrow()).isEqualByComparingTo("0.5");
    assertThat(failures.count(NOW.plusSeconds(64))).isEqualTo(2);
    assertThat(failures.count(NOW.plusSeconds(3_600))).isZero();
  }

  @Test
  void oneFailureOfOneIsNoRate() {
    failures.tried(true, NOW);

    assertThat(failures.rate(NOW)).isEmpty();
    assertThat(failures.count(NOW)).isEqualTo(1);
  }

  @Test
  void aClockThatJumpsForthAndBackBlindsNothing() {
    for (int i = 0; i < 120; i++) {
      failures.tried(true, NOW.plus(Duration.ofHours(1)).plusSeconds(i));
    }
    failures.tried(true, NOW);
    failures.tried(true, NOW.plusSeconds(1));

    assertThat(failures.count(NOW.plusSeconds(1))).isEqualTo(2);
  }

  @Test
  void aWindowThatCannotBeDividedIsRefused() {
    assertThatThrownBy(() -> new Failures(Duration.ofNanos(59), 1))
        .hasMessageContaining("window must be 60 ns or longer and fewest 1 or more but were: PT0");
  }
}
