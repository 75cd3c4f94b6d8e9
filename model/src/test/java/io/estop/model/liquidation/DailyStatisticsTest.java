package io.estop.model.liquidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.estop.model.trading.DailyBar;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DailyStatisticsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

  @Test
  void volatilityIsTheDeviationOfTheLogarithmicReturns() {
    // Returns of +1 %, -1 %, +1 %, -1 %, +1 %, -1 %: mean 0, sum of squares 6e-4, over 5.
    DailyStatistics statistics =
        DailyStatistics.of(
            bars(100, 100 * Math.exp(.01), 100, 100 * Math.exp(.01), 100, 100 * Math.exp(.01), 100),
            NOW);

    assertThat(statistics.volatility().orElseThrow()).isCloseTo(Math.sqrt(6e-4 / 5), within(1e-9));
    assertThat(statistics.volume()).hasValue(1000);
    assertThat(statistics.lastClose()).hasValue(100);
  }

  @Test
  void aDayThatIsNotOverAndOneWithoutAPriceDoNotCount() {
    List<DailyBar> bars = new ArrayList<>(bars(1, 2, 1, 2, 1, 2));
    bars.add(new DailyBar(NOW.minus(Duration.ofHours(9)), BigDecimal.TEN, BigDecimal.ONE));
    bars.add(new DailyBar(NOW.minus(Duration.ofDays(30)), BigDecimal.ZERO, BigDecimal.ONE));
    bars.add(new DailyBar(NOW.minus(Duration.ofDays(31)), BigDecimal.ONE.negate(), BigDecimal.ONE));
    Collections.reverse(bars);

    assertThat(DailyStatistics.of(bars, NOW))
        .isEqualTo(DailyStatistics.of(bars(1, 2, 1, 2, 1, 2), NOW));
  }

  @Test
  void fewerThanFiveReturnsTellNoVolatilityAndNoDayTellsNothing() {
    assertThat(DailyStatistics.of(bars(1, 2, 1, 2, 1), NOW).volatility()).isEmpty();
    assertThat(DailyStatistics.of(bars(1, 2, 1, 2, 1, 2), NOW).volatility()).isPresent();
    assertThat(DailyStatistics.of(List.of(), NOW))
        .isEqualTo(
            new DailyStatistics(
                OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty()));
  }

  private static List<DailyBar> bars(double... closes) {
    List<DailyBar> bars = new ArrayList<>();
    for (int i = 0; i < closes.length; i++) {
      bars.add(
          new DailyBar(
              NOW.minus(Duration.ofDays(closes.length - i)),
              BigDecimal.valueOf(closes[i]),
              BigDecimal.valueOf(1000)));
    }
    return bars;
  }
}
