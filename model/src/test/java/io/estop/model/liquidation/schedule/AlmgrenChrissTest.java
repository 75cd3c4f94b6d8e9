package io.estop.model.liquidation.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The example of Almgren and Chriss (2001): a million shares in five days, a day being a second
 * here. gamma 2.5e-7, eta 2.5e-6, so eta~ 2.375e-6, spread 1/8, 0.95 a day.
 */
class AlmgrenChrissTest {
  private static final double SHARES = 1e6;
  private static final double GAMMA = 2.5e-7;
  private static final double ETA = 2.375e-6;
  private static final Impact IMPACT =
      new Impact(
          0.95, 0.0625, 1 / (GAMMA + 2 * ETA), GAMMA / (GAMMA + 2 * ETA), Double.POSITIVE_INFINITY);
  private static final Frame FRAME =
      new Frame(
          BigDecimal.valueOf(1_000_000),
          new BigDecimal("0.000001"),
          BigDecimal.ZERO,
          Duration.ofSeconds(5),
          5);
  private static final Grid GRID = new Grid(IMPACT, Schedules.intervalStarts(FRAME));

  private record Found(double[] shares) {
    double cost() {
      return SHARES * IMPACT.halfSpread() + SHARES * SHARES * GRID.cost(shares);
    }

    double variance() {
      return SHARES * SHARES * GRID.variance(shares);
    }
  }

  @Test
  void frontierIsThatOfThePaperToThePrintedDigits() throws IOException {
    List<Map<String, String>> rows = Oracles.rows("almgren_chriss_2000_example.csv");
    assertThat(rows).hasSize(9);
    for (Map<String, String> row : rows) {
      double lambda = number(row, "lam");
      Found found = new Found(GRID.best(lambda));

      for (int i = 0; i < 5; i++) {
        isPrinted(row, "n" + (i + 1), SHARES * found.shares()[i]);
      }
      isPrinted(row, "E", found.cost());
      isPrinted(row, "V", found.variance());
      isPrinted(row, "sd", Math.sqrt(found.variance()));
      isPrinted(row, "U", found.cost() + lambda * found.variance());
    }
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.getOrDefault(column, "missing"));
  }

  /** The table prints twelve digits. */
  private static void isPrinted(Map<String, String> row, String column, double value) {
    BigDecimal printed = new BigDecimal(row.getOrDefault(column, "missing"));
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(12, RoundingMode.HALF_EVEN));
    assertThat(rounded.subtract(printed).abs())
        .as(column + " of " + row + " but was " + rounded)
        .isLessThanOrEqualTo(rounded.ulp());
  }

  /** Equations (20) and (21) of the paper. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-8, 1e-6, 2e-6, 1e-5, 1e-4})
  void costAndVarianceAreTheClosedForms(double lambda) {
    double kappa = acosh(lambda * 0.95 * 0.95 / ETA / 2 + 1);
    double sinh = Math.sinh(kappa * 5);
    double cost =
        GAMMA * SHARES * SHARES / 2
            + 0.0625 * SHARES
            + ETA
                * SHARES
                * SHARES
                * Math.tanh(kappa / 2)
                * (Math.sinh(2 * kappa * 5) + 2 * 5 * Math.sinh(kappa))
                / (2 * sinh * sinh);
    double variance =
        0.95
            * 0.95
            * SHARES
            * SHARES
            / 2
            * (Math.sinh(kappa * 5) * Math.cosh(kappa * 4) - 5 * Math.sinh(kappa))
            / (sinh * sinh * Math.sinh(kappa));

    Found found = new Found(GRID.best(lambda));

    assertThat(found.cost() / cost).isCloseTo(1, within(1e-9));
    assertThat(found.variance() / variance).isCloseTo(1, within(1e-9));
  }

  private static double acosh(double x) {
    return Math.log(x + Math.sqrt(x * x - 1));
  }

  @Test
  void aScheduleCostsWhatItsTranchesCost() {
    ExpectedCost cost = ExpectedCost.of(Schedules.twap(FRAME), IMPACT);

    assertThat(cost.cost()).isCloseTo(662_500, within(1e-6));
    assertThat(cost.deviation()).isCloseTo(1_040_672.85926, within(1e-5));
    assertThat(cost.riskAdjusted(1e-7)).isCloseTo(662_500 + 108_300, within(1e-3));
  }

  /** Of research/execution.md: the least L-VaR at 95 %. */
  @Test
  void urgencyMakesTheLiquidityAdjustedValueAtRiskLeast() {
    double lambda = Urgency.lambda(FRAME, IMPACT);
    Found found = new Found(GRID.best(lambda));

    assertThat(lambda).isCloseTo(1.6944e-6, within(0.00005e-6));
    assertThat(SHARES * (1 - found.shares()[0])).isCloseTo(456_655, within(0.5));
    assertThat(found.cost()).isCloseTo(1_078_681, within(0.5));
    assertThat(Math.sqrt(found.variance())).isCloseTo(485_426, within(0.5));
    assertThat(found.cost() + 1.645 * Math.sqrt(found.variance()))
        .isCloseTo(1_877_207, within(1.0));
  }

  @Test
  void theScheduleIsThatOptimumInWholeSteps() {
    assertThat(Schedules.implementationShortfall(FRAME, IMPACT, 1e-6))
        .hasToString(
            "0s:458044.445626;1s:252101.334963;2s:141956.731588;3s:85755.686215;"
                + "4s:62141.801608");
  }
}
