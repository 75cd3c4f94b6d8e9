package io.estop.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.trading.Account;
import io.estop.venues.Venue;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WorkerPropertiesTest {
  @Test
  void defaultsFitTogether() {
    WorkerProperties properties = bound(Map.of("estop.environment", "test"));

    assertThat(properties.stopSettings().quietMillis())
        .isGreaterThan(properties.longestRequest().toMillis());
    assertThat(properties.liquidation().settings(properties.longestRequest()).planner().batchSize())
        .isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "estop.liquidation.collar-percent | 100 | collar percent must be from 0 to below 100",
        "estop.liquidation.collar-percent | -1 | collar percent must be from 0 to below 100",
        "estop.liquidation.option-collar-percent | 120 | option collar percent must be from 0",
        "estop.liquidation.quiet-period | 2s | quiet-period must be longer than the venues'",
        "estop.liquidation.quiet-period | 1s | quiet-period must be longer than the venues'",
        "estop.breaker.max-drawdown-percent | 0 | max_drawdown_percent must be above 0",
        "estop.environment | Prod 1 | environment must be a lower-case letter"
      })
  void badConfigurationIsRefusedInOneSentence(String key, String value, String sentence) {
    assertThatThrownBy(
            () -> {
              WorkerProperties properties =
                  bound(
                      key.equals("estop.environment")
                          ? Map.of(key, value)
                          : Map.of("estop.environment", "test", key, value));
              properties.environmentId();
              properties.liquidation().settings(properties.longestRequest());
              properties.breaker().rule();
              properties.stopSettings();
            })
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void secretsAreNotPrinted() {
    WorkerProperties properties =
        bound(
            Map.of(
                "estop.environment", "test",
                "estop.slack.token", "xoxb-secret",
                "estop.grafana.token", "glsa-secret"));

    assertThat(properties.toString()).doesNotContain("secret");
  }

  @Test
  void aVenueMayBeReachedByFix(@TempDir Path folder) {
    WorkerProperties properties =
        bound(
            Map.of(
                "estop.environment", "test",
                "estop.venues[0].type", "fix",
                "estop.venues[0].name", "dma",
                "estop.venues[0].account", "PA1",
                "estop.venues[0].fix.host", "127.0.0.1",
                "estop.venues[0].fix.port", "9",
                "estop.venues[0].fix.sender-comp-id", "US",
                "estop.venues[0].fix.target-comp-id", "THEM",
                "estop.venues[0].fix.password", "secret",
                "estop.venues[0].fix.store-folder", folder.toString()));

    try (Venue venue = properties.venues().get(0).open(Clock.systemUTC())) {
      assertThat(venue.account()).isEqualTo(new Account("dma", "PA1"));
      assertThat(venue.isDirect()).isTrue();
      assertThat(folder.resolve("dma-PA1")).isDirectory();
    }
    assertThat(properties.toString()).doesNotContain("secret");
  }

  @Test
  void aFixVenueWithoutAPortIsRefused() {
    WorkerProperties properties =
        bound(
            Map.of(
                "estop.environment", "test",
                "estop.venues[0].type", "fix",
                "estop.venues[0].name", "dma",
                "estop.venues[0].account", "PA1",
                "estop.venues[0].fix.host", "127.0.0.1"));

    assertThatThrownBy(() -> properties.venues().get(0).open(Clock.systemUTC()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("port must be 1 to 65535 but was: 0");
  }

  private static WorkerProperties bound(Map<String, String> keys) {
    return new Binder(new MapConfigurationPropertySource(keys))
        .bind("estop", WorkerProperties.class)
        .get();
  }
}
