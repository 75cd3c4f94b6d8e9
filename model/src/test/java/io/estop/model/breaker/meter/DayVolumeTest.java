package io.estop.model.breaker.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.trading.AssetClass;
import io.estop.model.trading.DailyBar;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DayVolumeTest {
  // Midnight in New York; the session is from 14:30 to 21:00.
  private static final Instant TODAY = Instant.parse("2026-11-20T05:00:00Z");
  private static final Instant HALF_WAY = Instant.parse("2026-11-20T17:45:00Z");

  @Test
  void aUsualDayIsOne() {
    assertThat(share("500", HALF_WAY).orElseThrow()).isEqualByComparingTo("1");
    assertThat(share("1000", Instant.parse("2026-11-20T22:00:00Z")).orElseThrow())
        .isEqualByComparingTo("1");
  }

  @Test
  void moreAndLessThanUsualShow() {
    assertThat(share("5000", HALF_WAY).orElseThrow()).isEqualByComparingTo("10");
    assertThat(share("0", HALF_WAY).orElseThrow()).isEqualByComparingTo("0");
  }

  @Test
  void theFirstMinutesOfASessionAreNoSpike() {
    // A minute after the open twice as much was traded as an even day would have.
    assertThat(share("6", Instant.parse("2026-11-20T14:31:00Z")).orElseThrow())
        .isLessThan(BigDecimal.ONE);
  }

  @Test
  void nothingIsSaidBeforeTheSessionAndWithoutDays() {
    assertThat(share("500", Instant.parse("2026-11-20T14:00:00Z"))).isEmpty();
    assertThat(DayVolume.ratio(days(4), AssetClass.US_EQUITY, HALF_WAY)).isEmpty();
    assertThat(DayVolume.ratio(List.of(), AssetClass.US_EQUITY, HALF_WAY)).isEmpty();
  }

  @Test
  void oneWildDayIsNotUsual() {
    List<DailyBar> bars = days(7);
    bars.add(new DailyBar(TODAY.minus(Duration.ofDays(9)), BigDecimal.TEN, new BigDecimal("9e9")));
    bars.add(new DailyBar(TODAY, BigDecimal.TEN, new BigDecimal("500")));

    assertThat(DayVolume.ratio(bars, AssetClass.US_EQUITY, HALF_WAY).orElseThrow())
        .isEqualByComparingTo("1");
  }

  @Test
  void coinsTradeAllDay() {
    List<DailyBar> bars = days(7);
    bars.add(new DailyBar(TODAY, BigDecimal.TEN, new BigDecimal("250")));

    assertThat(
            DayVolume.ratio(bars, AssetClass.CRYPTO, TODAY.plus(Duration.ofHours(6))).orElseThrow())
        .isEqualByComparingTo("1");
  }

  private static Optional<BigDecimal> share(String volume, Instant now) {
    List<DailyBar> bars = days(20);
    bars.add(new DailyBar(TODAY, BigDecimal.TEN, new BigDecimal(volume)));
    return DayVolume.ratio(bars, AssetClass.US_EQUITY, now);
  }

  private static List<DailyBar> days(int count) {
    List<DailyBar> bars = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      bars.add(
          new DailyBar(TODAY.minus(Duration.ofDays(i)), BigDecimal.TEN, new BigDecimal("1000")));
    }
    return bars;
  }
}
