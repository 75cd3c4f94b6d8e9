package io.estop.bench.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.estop.model.liquidation.schedule.ExpectedCost;
import io.estop.model.liquidation.schedule.Frame;
import io.estop.model.liquidation.schedule.Impact;
import io.estop.model.liquidation.schedule.Schedule;
import io.estop.model.liquidation.schedule.Schedules;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimumTest {
  private static final Frame FRAME =
      new Frame(
          BigDecimal.valueOf(1_000_000), BigDecimal.ONE, BigDecimal.ONE, Duration.ofSeconds(5), 5);

  /** The example of Almgren and Chriss, a day being a second. */
  private static final Impact LINEAR =
      new Impact(0.95, 0.0625, 200_000, 0.05, Double.POSITIVE_INFINITY);

  @Test
  void closedFormIsThePapersExample() {
    assertThat(Optimum.linear(FRAME, LINEAR, 1e-6))
        .hasToString("0s:458044;1s:252101;2s:141957;3s:85756;4s:62142");
    assertThat(Optimum.kappa(LINEAR, 1e-6, 1)).isCloseTo(0.607076163247, within(1e-12));
    assertThat(Optimum.linear(FRAME, LINEAR, 0)).isEqualTo(Schedules.twap(FRAME));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-7, 1e-6, 1e-5})
  void descentFindsTheClosedForm(double lambda) {
    List<Duration> times =
        List.of(0, 1, 2, 3, 4).stream().map(second -> Duration.ofSeconds(second)).toList();

    Schedule descended = Optimum.block(FRAME, LINEAR, lambda, times);
    Schedule closed = Optimum.linear(FRAME, LINEAR, lambda);

    for (int i = 0; i < 5; i++) {
      assertThat(descended.due(times.get(i)).doubleValue())
          .isCloseTo(closed.due(times.get(i)).doubleValue(), within(2.0));
    }
  }

  @Test
  void costIsWhatTheProductExpects() {
    Impact block = new Impact(0.5, 0, 200_000, 0.3, 0.7);
    Schedule schedule = Schedule.parse("0s:500000;1s:300000;3s:200000");

    assertThat(Optimum.cost(schedule, block, 1e-6))
        .isCloseTo(ExpectedCost.of(schedule, block).riskAdjusted(1e-6), within(1e-3));
  }
}
