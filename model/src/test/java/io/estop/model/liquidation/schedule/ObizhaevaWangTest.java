package io.estop.model.liquidation.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A block book of 5,000 units per price, half of the impact permanent, 100,000 units, one second.
 */
class ObizhaevaWangTest {
  private static final double UNITS = 1e5;
  private static final double DENSITY = 5e3;

  private static Impact impact(double resilience) {
    return new Impact(0, 0, DENSITY, 0.5, resilience);
  }

  private static Grid grid(double resilience, int tranches) {
    List<Duration> times = new ArrayList<>();
    for (int i = 0; i < tranches; i++) {
      times.add(Duration.ofNanos(Math.round(1e9 * i / (tranches - 1))));
    }
    return new Grid(impact(resilience), times);
  }

  private static double cost(Grid grid, double[] shares) {
    return UNITS * UNITS * grid.cost(shares);
  }

  private static double[] equal(int tranches) {
    double[] shares = new double[tranches];
    Arrays.fill(shares, 1.0 / tranches);
    return shares;
  }

  @Test
  void costsAreThoseOfTheTableToThePrintedDigits() throws IOException {
    List<Map<String, String>> rows = Oracles.rows("obizhaeva_wang_costs.csv");
    assertThat(rows).hasSize(6);
    for (Map<String, String> row : rows) {
      double resilience = Double.parseDouble(row.getOrDefault("rho", "missing"));
      isPrinted(row, "dump", cost(new Grid(impact(resilience), List.of(Duration.ZERO)), equal(1)));
      for (int tranches : new int[] {5, 11}) {
        Grid grid = grid(resilience, tranches);
        double[] best = grid.best(0);

        isPrinted(row, "twap" + tranches, cost(grid, equal(tranches)));
        isPrinted(row, "opt" + tranches, cost(grid, best));
        isPrinted(row, "opt" + tranches + "_x0", UNITS * best[0]);
        isPrinted(row, "opt" + tranches + "_x1", UNITS * best[1]);
      }
      isPrinted(row, "opt_cont", closedForm(resilience));
    }
  }

  /** The table prints four decimals. */
  private static void isPrinted(Map<String, String> row, String column, double value) {
    assertThat(new BigDecimal(value).setScale(4, RoundingMode.HALF_EVEN))
        .as(column + " of " + row)
        .isEqualByComparingTo(row.getOrDefault(column, "missing"));
  }

  /** lambda X^2 / 2 + kappa X^2 / (rho T + 2), with lambda and kappa each 1 / (2 q). */
  private static double closedForm(double resilience) {
    double each = 1 / (2 * DENSITY);
    return each * UNITS * UNITS / 2 + each * UNITS * UNITS / (resilience + 2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 2.231, 5, 20})
  void manyTranchesComeToTheClosedFormOfBlockStreamBlock(double resilience) {
    Grid grid = grid(resilience, 401);
    double[] best = grid.best(0);

    assertThat(cost(grid, best) / closedForm(resilience)).isCloseTo(1, within(1e-4));
    assertThat(UNITS * best[0]).isCloseTo(UNITS / (resilience + 2), within(UNITS / 100));
    assertThat(best[0]).isCloseTo(best[400], within(1e-9));
  }
}
