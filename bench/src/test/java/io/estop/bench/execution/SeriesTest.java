package io.estop.bench.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SeriesTest {

  @Test
  void intervalIsStudents() {
    double[] thirty = new double[30];
    for (int i = 0; i < 30; i++) {
      thirty[i] = i;
    }

    assertThat(new Series(thirty).halfInterval())
        .isCloseTo(2.045 * 8.803 / Math.sqrt(30), within(0.01));
  }

  @Test
  void meanOfTheRiskAdjustedIsCostAndVariance() {
    Series cost = new Series(1, 2, 3, 6);

    assertThat(cost.riskAdjusted(0.5).mean())
        .isCloseTo(3 + 0.5 * cost.deviation() * cost.deviation(), within(1e-12));
  }

  @Test
  void whatIsCommonToPairsFallsOutOfTheirRatio() {
    Random random = new Random(1);
    double[] market = random.doubles(100, 50, 150).toArray();
    Series other = new Series(market);

    assertThat(other.map(value -> value / 2).ratioAtMost(other, true)).isCloseTo(0.5, within(1e-9));
    assertThat(new Series(random.doubles(100, 25, 75).toArray()).ratioAtMost(other, true))
        .isBetween(0.52, 0.65);
  }
}
