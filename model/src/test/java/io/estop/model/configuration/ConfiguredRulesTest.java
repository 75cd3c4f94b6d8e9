package io.estop.model.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.estop.model.Scope;
import io.estop.model.breaker.Comparison;
import io.estop.model.breaker.Metric;
import io.estop.model.breaker.Rule;
import io.estop.model.breaker.RuleKeys;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfiguredRulesTest {
  private static final Source FILE = new Source(Source.Kind.FILE, "f.yml");

  @Test
  void eachThresholdOfTheSpecificationIsARuleWithItsDefault() {
    assertThat(ConfiguredRules.of(Configuration.standard()))
        .extracting(
            Rule::name,
            Rule::metric,
            rule -> rule.levels().trip().stripTrailingZeros().toPlainString())
        .containsExactlyInAnyOrder(
            tuple("drawdown", Metric.DRAWDOWN, "5"),
            tuple("daily-loss", Metric.DAILY_LOSS, "5"),
            tuple("realised-volatility", Metric.REALISED_VOLATILITY, "2.5"),
            tuple("execution-time", Metric.ORDER_EXECUTION_TIME, "5000"),
            tuple("api-errors", Metric.API_ERRORS, "10"),
            tuple("data-quality", Metric.DATA_QUALITY, "0.8"),
            tuple("vix", Metric.VIX, "30"),
            tuple("spread", Metric.SPREAD, "3"),
            tuple("price-velocity", Metric.PRICE_VELOCITY, "5"));
  }

  @Test
  void everyRuleWarnsBeforeItTripsAndCanBecomeCalm() {
    for (String share : List.of("0.01", "0.8", "0.99")) {
      Rule quality =
          rule(given(Map.of("auto_triggers.data_quality_threshold", share)), "data-quality");

      assertThat(quality.levels().comparison()).isEqualTo(Comparison.BELOW);
      assertThat(quality.levels().trip().add(quality.levels().hysteresis()))
          .isLessThan(BigDecimal.ONE);
      assertThat(quality.levels().warn().orElseThrow()).isGreaterThan(quality.levels().trip());
    }
    assertThat(ConfiguredRules.of(Configuration.standard()))
        .allMatch(rule -> rule.levels().warn().isPresent());
    assertThat(rule(Configuration.standard(), "drawdown").levels().warn().orElseThrow())
        .isEqualByComparingTo("4");
  }

  @Test
  void thereIsNoLimitOfPositionsUntilSomebodySetsOne() {
    assertThat(ConfiguredRules.of(Configuration.standard()))
        .noneMatch(rule -> rule.metric() == Metric.POSITION_VALUE);
    assertThat(
            rule(given(Map.of("auto_triggers.max_position_value", "250000")), "position-value")
                .levels()
                .trip())
        .isEqualByComparingTo("250000");
  }

  @Test
  void aSilentSensorIsNoticedOnlyWhereEachLookMustGiveAReading() {
    Configuration slow = given(Map.of("circuit_breaker.check_interval_seconds", "60"));

    assertThat(rule(slow, "drawdown").timing().maximumAge()).isEqualTo(Duration.ofMinutes(3));
    assertThat(rule(slow, "vix").timing().maximumAge()).isZero();
    assertThat(rule(slow, "vix").timing().coolDown()).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void whatSomebodySetsMovesTheRuleOfAFileAndKeepsTheRestOfIt() {
    List<Rule> files = List.of(vix("vix", "vix"), vix("own", "volume"));

    List<Rule> both =
        ConfiguredRules.over(files, given(Map.of("circuit_breaker.vix_threshold", "40")));

    assertThat(both).extracting(Rule::name).containsExactly("vix", "own");
    assertThat(both.get(0).levels().trip()).isEqualByComparingTo("40");
    assertThat(both.get(0).levels().warn().orElseThrow()).isEqualByComparingTo("32");
    assertThat(both.get(0).rearmAfter()).isEqualTo(20);
    assertThat(both.get(0).timing().coolDown()).isZero();
    assertThat(ConfiguredRules.over(files, Configuration.standard())).isEqualTo(files);
  }

  @Test
  void whatSomebodySetsAddsARuleThatNoFileHas() {
    Configuration given =
        given(
            Map.of(
                "auto_triggers.max_position_value", "100",
                "circuit_breaker.recovery_time_minutes", "45"));

    List<Rule> rules = ConfiguredRules.over(List.of(vix("vix", "vix")), given);

    assertThat(rules).extracting(Rule::name).containsExactly("vix", "position-value");
    assertThat(rules).allMatch(rule -> rule.timing().coolDown().equals(Duration.ofMinutes(45)));
  }

  @Test
  void aFilesRuleOfTheSameNameMustWatchTheSame() {
    assertThatThrownBy(
            () ->
                ConfiguredRules.over(
                    List.of(vix("vix", "volume")),
                    given(Map.of("circuit_breaker.vix_threshold", "40"))))
        .isInstanceOf(ConfigurationRefusedException.class)
        .hasMessageContaining("rule vix of a rule file watches volume");
  }

  @Test
  void whatIsAddedStopsTheScopeThatTheFilesDrawdownStops() {
    Rule own = rule(Configuration.standard(), "drawdown");
    Rule elsewhere =
        new Rule(
            own.name(),
            own.metric(),
            own.levels(),
            own.timing(),
            own.confirmations(),
            own.rearmAfter(),
            Scope.parse("venue:paper"),
            own.assetClass(),
            own.subject(),
            own.owner(),
            own.rationale());

    List<Rule> rules =
        ConfiguredRules.over(
            List.of(elsewhere), given(Map.of("auto_triggers.max_drawdown_percent", "3")));

    assertThat(rules).extracting(Rule::name).containsExactly("drawdown", "daily-loss");
    assertThat(rules).allMatch(rule -> rule.scope().equals(Scope.parse("venue:paper")));
  }

  private static Configuration given(Map<String, String> said) {
    return Configuration.standard().with(said, FILE);
  }

  private static Rule rule(Configuration configuration, String name) {
    return ConfiguredRules.of(configuration).stream()
        .filter(rule -> rule.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Rule vix(String name, String metric) {
    return RuleKeys.read(
            Map.of(
                "rules",
                List.of(
                    Map.of(
                        "name",
                        name,
                        "metric",
                        metric,
                        "trip",
                        30,
                        "rearm_after",
                        20,
                        "cool_down",
                        "0s",
                        "owner",
                        "risk",
                        "rationale",
                        "a test"))))
        .get(0);
  }
}
