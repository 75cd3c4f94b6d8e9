package io.estop.model.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.TriggerKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {
  private static final Instant START = Instant.parse("2026-03-02T14:30:00Z");

  private final Rule ofEach = rule(Map.of());
  private final Rule ofApple = rule(Map.of("subject", "AAPL"));

  @Test
  void aRuleWithoutOneWatchesEach() {
    assertThat(ofEach.watches(Metric.SPREAD, "AAPL")).isTrue();
    assertThat(ofEach.watches(Metric.SPREAD, "")).isTrue();
    assertThat(ofEach.watches(Metric.DEPTH, "AAPL")).isFalse();
  }

  @Test
  void aRuleWithOneWatchesNoOther() {
    assertThat(ofApple.watches(Metric.SPREAD, "AAPL")).isTrue();
    assertThat(ofApple.watches(Metric.SPREAD, "MSFT")).isFalse();
    assertThatThrownBy(() -> ofApple.judge(RuleState.initial(), reading("MSFT")))
        .hasMessageStartingWith("rule wide watches spread of AAPL but was given spread of MSFT 9");
  }

  @Test
  void theSentenceOfATripNamesIt() {
    assertThat(ofEach.judge(RuleState.initial(), reading("paper/PA1")).why())
        .startsWith("wide trips: spread of paper/PA1 above or at 5 ratio once: 9 at ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAPL 1", "a\nb", "%", "<b>"})
  void nothingElseThanItsSignsMakesOne(String subject) {
    assertThatThrownBy(() -> reading(subject))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("subject must be at most 64 letters");
    assertThatThrownBy(() -> reading("x".repeat(65))).hasMessageStartingWith("subject must be");
    assertThat(reading("x".repeat(64)).subject()).hasSize(64);
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void eachMetricPressesOneOfTheAutomaticTriggers(Metric metric) {
    assertThat(metric.trigger())
        .isIn(
            TriggerKind.DRAWDOWN,
            TriggerKind.VOLATILITY_SPIKE,
            TriggerKind.EXECUTION_ANOMALY,
            TriggerKind.SYSTEM_HEALTH,
            TriggerKind.RISK_LIMIT_BREACH,
            TriggerKind.UNUSUAL_VOLUME,
            TriggerKind.API_FAILURE,
            TriggerKind.DATA_QUALITY);
  }

  private static Rule rule(Map<String, String> more) {
    Map<String, String> keys = new HashMap<>(more);
    keys.putAll(
        Map.of(
            "name", "wide",
            "metric", "spread",
            "trip", "5",
            "confirmations", "1",
            "owner", "risk",
            "rationale", "a test"));
    return RuleKeys.read(Map.of("rules", List.of(keys))).get(0);
  }

  private static Reading reading(String subject) {
    return new Reading(Metric.SPREAD, subject, BigDecimal.valueOf(9), START);
  }
}
