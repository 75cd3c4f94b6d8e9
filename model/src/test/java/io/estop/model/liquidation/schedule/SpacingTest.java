package io.estop.model.liquidation.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpacingTest {
  private static final Frame FRAME =
      new Frame(
          BigDecimal.valueOf(50_000), BigDecimal.ONE, BigDecimal.ONE, Duration.ofSeconds(300), 5);

  private static Impact impact(double volatility, double halfLife) {
    return new Impact(volatility, 0.01, 100_000, 0.2, Math.log(2) / halfLife);
  }

  @Test
  void withoutRiskTheWholeHorizonIsUsed() {
    Schedule schedule = Schedules.implementationShortfall(FRAME, impact(0, 10), 0);

    assertThat(schedule.tranches()).hasSize(5);
    assertThat(schedule.end()).isEqualTo(Duration.ofSeconds(240));
  }

  @Test
  void withMuchRiskTheTranchesComeAsTheBookRefills() {
    Impact impact = impact(0.02, 10);
    Schedule schedule =
        Schedules.implementationShortfall(FRAME, impact, Urgency.lambda(FRAME, impact));

    Duration spacing = schedule.tranches().get(1).at();
    assertThat(spacing).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(59));
    assertThat(schedule.tranches().get(0).quantity())
        .isGreaterThan(schedule.tranches().get(1).quantity());
  }

  @Test
  void aBookThatHardlyRefillsIsNotAskedOften() {
    int quick = Schedules.implementationShortfall(FRAME, impact(0, 10), 0).tranches().size();
    int slow = Schedules.implementationShortfall(FRAME, impact(0, 5000), 0).tranches().size();

    assertThat(quick).isEqualTo(5);
    assertThat(slow).isLessThan(3);
  }

  @Test
  void overwhelmingRiskIsClosedAtOnce() {
    Impact wild = impact(10, 10);

    assertThat(Schedules.implementationShortfall(FRAME, wild, Urgency.lambda(FRAME, wild)).end())
        .isZero();
  }

  @Test
  void noRiskOrNoChoiceIsNoUrgency() {
    Frame one =
        new Frame(BigDecimal.TEN, BigDecimal.ONE, BigDecimal.ONE, Duration.ofSeconds(300), 1);

    assertThat(Urgency.lambda(FRAME, impact(0, 10))).isZero();
    assertThat(Urgency.lambda(one, impact(1, 10))).isZero();
  }

  @Test
  void aLambdaThatIsNoneIsRefused() {
    for (double lambda : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Schedules.implementationShortfall(FRAME, impact(1, 1), lambda))
          .hasMessage("lambda must be at least 0 and finite but was: " + lambda);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void isNeverDearerThanEqualPartsOrEverythingNow(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      Impact impact =
          new Impact(
              Math.pow(10, -4 + 4 * random.nextDouble()),
              0.01,
              Math.pow(10, 2 + 5 * random.nextDouble()),
              random.nextDouble() * 0.9,
              Math.log(2) / Math.pow(10, -1 + 4 * random.nextDouble()));
      double lambda = Urgency.lambda(FRAME, impact);
      Schedule schedule = Schedules.implementationShortfall(FRAME, impact, lambda);
      double cost = riskAdjusted(schedule, impact, lambda);
      String as = "seed " + seed + ": " + impact + " " + schedule;

      for (Schedule other : List.of(Schedules.twap(FRAME), Schedules.atOnce(FRAME))) {
        assertThat(cost).as(as).isLessThanOrEqualTo(1.003 * riskAdjusted(other, impact, lambda));
      }
      assertThat(schedule.total()).as(as).isEqualByComparingTo(FRAME.total());
    }
  }

  private static double riskAdjusted(Schedule schedule, Impact impact, double lambda) {
    return ExpectedCost.of(schedule, impact).riskAdjusted(lambda);
  }
}
