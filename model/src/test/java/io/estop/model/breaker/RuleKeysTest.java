package io.estop.model.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.estop.model.trading.AssetClass;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleKeysTest {

  @Test
  void readsWhatIsSaidAndTakesTheDefaultsForTheRest() {
    Rule rule =
        RuleKeys.read(
                Map.of(
                    "rules",
                    List.of(
                        Map.of(
                            "name", "spread",
                            "metric", "spread",
                            "trip", 3.0,
                            "window", "10m",
                            "asset_class", "crypto",
                            "owner", "desk",
                            "rationale", "three times the normal"))))
            .get(0);

    assertThat(rule.metric()).isEqualTo(Metric.SPREAD);
    assertThat(rule.levels().trip()).isEqualByComparingTo("3");
    assertThat(rule.levels().warn()).isEmpty();
    assertThat(rule.confirmations()).as("a single bad print must not trip").isEqualTo(2);
    assertThat(rule.timing().window()).isEqualTo(Duration.ofMinutes(10));
    assertThat(rule.timing().coolDown()).isEqualTo(Duration.ofMinutes(30));
    assertThat(rule.assetClass()).contains(AssetClass.CRYPTO);
    assertThat(rule.scope()).hasToString("firm");
  }

  @Test
  void saysEverythingThatIsWrongAtOnceAndTakesNothing() {
    Map<String, Object> bad = new HashMap<>();
    bad.put("name", "Fear!");
    bad.put("metric", "vixx");
    bad.put("trip", "NaN");
    bad.put("window", "10 minutes");
    bad.put("scope", "planet");
    bad.put("confirmation", 3);
    bad.put("owner", "  ");
    Map<String, Object> good =
        Map.of("name", "a", "metric", "vix", "trip", 30, "owner", "o", "rationale", "r");
    Map<String, Object> wrongUnit = new HashMap<>(good);
    wrongUnit.put("unit", "percent");
    wrongUnit.put("warn", 31);

    assertThat(errors(Map.of("rules", List.of(bad, good, good, wrongUnit), "rule", 1)))
        .satisfiesExactlyInAnyOrder(
            error -> assertThat(error).contains("had the key: rule"),
            error -> assertThat(error).contains("rule 1: there is no key confirmation"),
            error -> assertThat(error).contains("rule 1: metric cannot be read: vixx"),
            error -> assertThat(error).contains("rule 1: trip cannot be read: NaN"),
            error -> assertThat(error).contains("rule 1: window cannot be read: 10 minutes"),
            error -> assertThat(error).contains("rule 1: scope cannot be read: planet"),
            error -> assertThat(error).contains("rule 1: owner is missing"),
            error -> assertThat(error).contains("rule 1: rationale is missing"),
            error -> assertThat(error).contains("two rules have the name a"),
            error -> assertThat(error).contains("rule 4: vix is counted in points, not in percent"),
            error -> assertThat(error).contains("rule 4: warn must not lie beyond trip"));
  }

  @Test
  void aFileWithoutRulesIsRefused() {
    assertThat(errors(Map.of())).containsExactly("rules must be a list of 1 to 1000 rules");
    assertThat(errors(Map.of("rules", List.of("vix"))))
        .containsExactly("rule 1 must be a map of keys but was: vix");
  }

  private static List<String> errors(Map<?, ?> file) {
    RulesRefusedException refused =
        catchThrowableOfType(RulesRefusedException.class, () -> RuleKeys.read(file));
    return refused.errors();
  }
}
