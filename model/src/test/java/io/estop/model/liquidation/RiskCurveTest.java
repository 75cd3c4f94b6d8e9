package io.estop.model.liquidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.liquidation.RiskCurve.Point;
import io.estop.model.liquidation.RiskCurve.Removal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RiskCurveTest {
  @Test
  void aShareIsGoneFromTheMomentThatItsLastPartWent() {
    RiskCurve curve = curve(removal(30, 40), removal(10, 50), removal(90, 9));

    assertThat(curve.points()).containsExactly(point(10, 50), point(30, 10), point(90, 1));
    assertThat(curve.removed(50)).contains(second(10));
    assertThat(curve.removed(51)).contains(second(30));
    assertThat(curve.removed(90)).contains(second(30));
    assertThat(curve.removed(99)).contains(second(90));
    assertThat(curve.removed(100)).isEmpty();
  }

  @Test
  void beforeTheFirstFillNoShareIsGone() {
    assertThat(curve().removed(1)).isEmpty();
  }

  @Test
  void sharesAndRiskOutsideTheirRangesAreRefused() {
    assertThatThrownBy(() -> curve().removed(0)).hasMessageContaining("was: 0");
    assertThatThrownBy(() -> curve().removed(101)).hasMessageContaining("was: 101");
    assertThatThrownBy(() -> RiskCurve.of(new BigDecimal("-1"), List.of()))
        .hasMessageContaining("was: -1");
  }

  private static RiskCurve curve(Removal... removals) {
    return RiskCurve.of(BigDecimal.valueOf(100), List.of(removals));
  }

  private static Removal removal(long second, long risk) {
    return new Removal(second(second), BigDecimal.valueOf(risk));
  }

  private static Point point(long second, long left) {
    return new Point(second(second), BigDecimal.valueOf(left));
  }

  private static Instant second(long second) {
    return Instant.EPOCH.plusSeconds(second);
  }
}
