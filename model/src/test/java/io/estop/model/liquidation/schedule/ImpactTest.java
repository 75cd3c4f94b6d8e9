package io.estop.model.liquidation.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ImpactTest {

  @Test
  void refillsInTwoAndAHalfHalfLives() {
    assertThat(new Impact(1, 1, 1, 0, Math.log(2) / 10).refillTime())
        .isBetween(Duration.ofMillis(25_000), Duration.ofMillis(25_001));
    assertThat(new Impact(1, 1, 1, 0, Double.POSITIVE_INFINITY).refillTime()).isZero();
    assertThat(new Impact(1, 1, 1, 0, 1e-300).refillTime()).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void namesWhatIsOutOfBounds() {
    assertThatThrownBy(() -> new Impact(Double.NaN, 0, 1, 0, 1))
        .hasMessage("volatility must be at least 0 but was: NaN");
    assertThatThrownBy(() -> new Impact(0, -1, 1, 0, 1))
        .hasMessage("half spread must be at least 0 but was: -1.0");
    assertThatThrownBy(() -> new Impact(0, 0, 0, 0, 1))
        .hasMessage("density must be above 0 but was: 0.0");
    assertThatThrownBy(() -> new Impact(0, 0, 1, 1, 1))
        .hasMessage("permanent share must be 0 to below 1 but was: 1.0");
    assertThatThrownBy(() -> new Impact(0, 0, 1, 0, 0))
        .hasMessage("resilience must be above 0 but was: 0.0");
  }
}
