package io.estop.bench.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.estop.bench.execution.Strategy.Ask;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class RunTest {
  private static final Scenario CRASH =
      Scenarios.simulated(1).stream()
          .filter(scenario -> scenario.name().equals("crash"))
          .findFirst()
          .orElseThrow();

  @Test
  void whatIsUnfilledIsChargedAtTheFinalMid() {
    Market market = CRASH.markets().apply(0);

    Run nothing = Run.of(CRASH, market, sight -> Ask.NOTHING);

    assertThat(nothing.unfilled()).isEqualTo(1);
    assertThat(nothing.cost()).isCloseTo(50_000 * (100 - market.mid()), within(1e-6));
    assertThat(nothing.riskSeconds()).isEqualTo(300);
    assertThat(nothing.endedAt()).isEqualTo(300);
    assertThat(nothing.passedAt()).isBetween(0, 20);
  }

  @Test
  void everythingNowCostsSpreadAndHalfTheWalk() {
    Run dump =
        Run.of(
            CRASH,
            CRASH.markets().apply(0),
            sight -> new Ask(BigDecimal.valueOf(50_000).subtract(sight.filled()), 0));

    assertThat(dump.cost()).isCloseTo(50_000 * (0.01 + 0.15), within(1e-6));
    assertThat(dump.riskSeconds()).isZero();
    assertThat(dump.endedAt()).isZero();
  }
}
