package io.estop.paper.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.paper.MutableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class QuotaTest {
  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T15:00:00Z"));

  @Test
  void refusesWhatIsBeyondTheQuotaUntilTheMinuteIsOver() {
    Quota quota = new Quota(clock, 2);
    assertThat(quota.take()).isZero();
    assertThat(quota.take()).isZero();

    clock.advance(Duration.ofSeconds(20));
    assertThat(quota.take()).isEqualTo(41);
    clock.advance(Duration.ofSeconds(40));

    assertThat(quota.take()).isZero();
  }

  @Test
  void zeroMeansNoQuota() {
    Quota quota = new Quota(clock, 0);

    for (int i = 0; i < 10_000; i++) {
      assertThat(quota.take()).isZero();
    }
  }
}
