package io.estop.breaker.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.breaker.Rule;
import io.estop.model.breaker.RuleKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarketWindowsTest {

  @Test
  void rulesSayOverWhichTimesAMarketIsMeasured() {
    MarketWindows windows =
        MarketWindows.of(
            rules("price_velocity", "1m", "price_velocity_sigmas", "2m", "spread", "1h"));

    assertThat(windows.window()).isEqualTo(Duration.ofMinutes(1));
    assertThat(windows.normal()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void normalIsTenWindowsOrMore() {
    assertThat(MarketWindows.of(rules("price_velocity", "30m", "depth", "1h")).normal())
        .isEqualTo(Duration.ofHours(5));
  }

  @Test
  void withoutRulesThereIsAStandard() {
    assertThat(MarketWindows.of(List.of())).isEqualTo(MarketWindows.STANDARD);
    assertThat(MarketWindows.of(rules("vix", "0s"))).isEqualTo(MarketWindows.STANDARD);
  }

  @Test
  void timesThatTellNothingAreRefused() {
    Duration minute = Duration.ofMinutes(1);
    assertThatThrownBy(() -> new MarketWindows(minute, minute, minute))
        .hasMessageContaining("normal at least ten windows but were: PT1M, PT1M, PT1M");
  }

  private static List<Rule> rules(String... metricsAndWindows) {
    List<Map<String, String>> rules = new ArrayList<>();
    for (int i = 0; i < metricsAndWindows.length; i += 2) {
      rules.add(
          Map.of(
              "name",
              "rule-" + i,
              "metric",
              metricsAndWindows[i],
              "window",
              metricsAndWindows[i + 1],
              "trip",
              "5",
              "owner",
              "risk",
              "rationale",
              "a test"));
    }
    return RuleKeys.read(Map.of("rules", rules));
  }
}
