package io.estop.model.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawdownRuleTest {
  private final DrawdownRule rule = new DrawdownRule(new BigDecimal("5"), 2);
  private DrawdownState state = DrawdownState.initial();

  @Test
  void tripsOnceAfterItsConfirmationsAndStaysLatched() {
    assertThat(judged("100", "94", "93", "80", "70"))
        .containsExactly(false, false, true, false, false);

    assertThat(state.latched()).isTrue();
    assertThat(state.episode()).isEqualTo(1);
  }

  @Test
  void aSingleBadPrintDoesNotTrip() {
    assertThat(judged("100", "10", "100", "94", "96", "94")).doesNotContain(true);
  }

  @Test
  void tripsAtTheLevelItselfAndMeasuresFromTheHighestEquity() {
    assertThat(judged("100", "120", "114.01", "114.00", "114.00"))
        .containsExactly(false, false, false, false, true);
  }

  @Test
  void watchesFromTheNewBaseAfterRearm() {
    judged("100", "90", "90");
    state = rule.rearm(state);

    assertThat(state).isEqualTo(new DrawdownState(money("90"), money("90"), 0, 1, false));
    assertThat(judged("86", "85.5", "85.5")).containsExactly(false, false, true);
    assertThat(state.episode()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1"})
  void equityThatIsNotPositiveIsReportedAndIgnored(String equity) {
    judged("100", "94");
    DrawdownState before = state;

    DrawdownRule.Judgement judgement = rule.judge(state, money(equity));

    assertThat(judgement.state()).isEqualTo(before);
    assertThat(judgement.trips()).isFalse();
    assertThat(judgement.why()).contains("must be positive but was " + equity);
  }

  @Test
  void saysWhatItSaw() {
    judged("100");

    assertThat(rule.judge(state, money("94")).why())
        .isEqualTo(
            "equity 94 is 6.0000 % below its high-water mark 100 (limit 5 %, reading 1 of 2)");
  }

  @Test
  void senselessLevelsAreRefused() {
    assertThatThrownBy(() -> new DrawdownRule(BigDecimal.ZERO, 2))
        .hasMessageContaining("max_drawdown_percent must be above 0");
    assertThatThrownBy(() -> new DrawdownRule(money("100"), 2)).hasMessageContaining("below 100");
    assertThatThrownBy(() -> new DrawdownRule(BigDecimal.ONE, 0))
        .hasMessageContaining("confirmations");
  }

  private List<Boolean> judged(String... readings) {
    List<Boolean> trips = new ArrayList<>();
    for (String reading : readings) {
      DrawdownRule.Judgement judgement = rule.judge(state, money(reading));
      state = judgement.state();
      trips.add(judgement.trips());
    }
    return trips;
  }

  private static BigDecimal money(String text) {
    return new BigDecimal(text);
  }
}
