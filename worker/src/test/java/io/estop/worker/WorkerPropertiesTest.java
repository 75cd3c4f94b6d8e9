package io.estop.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.breaker.RulesRefusedException;
import io.estop.model.liquidation.PlannerKeys;
import io.estop.model.liquidation.PlannerSettings;
import io.estop.model.trading.Account;
import io.estop.venues.Venue;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
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
    assertThat(planner(Map.of("estop.environment", "test"))).isEqualTo(PlannerSettings.standard());
  }

  @Test
  void theMissionsKeysDecideThePlan() {
    PlannerSettings settings =
        planner(
            Map.of(
                "estop.liquidation.use-market-orders", "false",
                "estop.liquidation.max-slippage-percent", "0.5",
                "estop.liquidation.tranch-large-positions", "false",
                "estop.liquidation.large-position-threshold", "50000",
                "estop.liquidation.max-tranches", "3",
                "estop.liquidation.timeout", "40s",
                "estop.liquidation.interest-percent", "4.3",
                "estop.liquidation.dividend-percents.spy", "1.4",
                "estop.liquidation.weights.expiry", "7"));

    assertThat(settings.useMarketOrders()).isFalse();
    assertThat(settings.maxSlippagePercent()).isEqualByComparingTo("0.5");
    assertThat(settings.tranchLargePositions()).isFalse();
    assertThat(settings.largePositionThreshold()).isEqualByComparingTo("50000");
    assertThat(settings.maxTranches()).isEqualTo(3);
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(40));
    assertThat(settings.horizon()).isEqualTo(Duration.ofSeconds(20));
    assertThat(settings.weights().expiry()).isEqualTo(7);
    assertThat(settings.options().carry().rate()).isEqualTo(0.043);
    assertThat(settings.options().carry().yield("SPY")).isEqualTo(0.014);
    assertThat(settings.options().carry().yield("QQQ")).isZero();
    assertThat(settings.weights().loss()).isEqualTo(PlannerSettings.standard().weights().loss());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "estop.liquidation.max-slippage-percent | 100 | slippage percent must be above 0 and below",
        "estop.liquidation.max-slippage-percent | 0 | slippage percent must be above 0 and below",
        "estop.liquidation.max-option-slippage-percent | 120 | option slippage percent must be above",
        "estop.liquidation.max-option-width-percent | 0 | max-option-width percent must be above 0 and",
        "estop.liquidation.interest-percent | 51 | interest percent must be -10 to 50 but was: 51",
        "estop.liquidation.dividend-percents.SPY | -1 | dividend percent of SPY must be 0 to 50 but",
        "estop.liquidation.max-tranches | 0 | most tranches must be 1 to 100 but was: 0",
        "estop.liquidation.large-position-threshold | -5 | threshold must be above 0 but was: -5",
        "estop.liquidation.horizon | 301s | horizon at most the time-out PT5M but were: PT5M1S",
        "estop.liquidation.weights.loss | -1 | weights must be finite and at least 0",
        "estop.liquidation.quiet-period | 2s | quiet-period must be longer than the venues'",
        "estop.liquidation.quiet-period | 1s | quiet-period must be longer than the venues'",
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
              properties
                  .liquidation()
                  .settings(properties.longestRequest(), planner(Map.of(key, value)));
              properties.stopSettings();
            })
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void allThatIsWrongWithTheBreakerIsSaidAtOnce() {
    WorkerProperties properties =
        bound(
            Map.of(
                "estop.environment", "test",
                "estop.breaker.scope", "everything",
                "estop.breaker.max-drawdown-percent", "0",
                "estop.breaker.confirmations", "101",
                "estop.breaker.rules", "absent.yml"));

    assertThatThrownBy(() -> properties.breaker().book())
        .isInstanceOfSatisfying(
            RulesRefusedException.class,
            refused ->
                assertThat(refused.errors())
                    .hasSize(4)
                    .anyMatch(error -> error.contains("everything"))
                    .anyMatch(error -> error.startsWith("max_drawdown_percent must be above 0"))
                    .contains("confirmations must be 1 to 100 but was: 101")
                    .anyMatch(
                        error ->
                            error.endsWith("absent.yml cannot be read: there is no such file")));
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

  private static PlannerSettings planner(Map<String, String> keys) {
    return new Binder(new MapConfigurationPropertySource(keys))
        .bindOrCreate("estop.liquidation", PlannerKeys.class)
        .settings();
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
  void relativePathsOfFixBeginAtTheWorkingDirectory() {
    WorkerProperties.FixKeys keys =
        bound(
                Map.of(
                    "estop.environment", "test",
                    "estop.venues[0].type", "fix",
                    "estop.venues[0].fix.host", "127.0.0.1",
                    "estop.venues[0].fix.port", "9",
                    "estop.venues[0].fix.sender-comp-id", "US",
                    "estop.venues[0].fix.target-comp-id", "THEM",
                    // Also a folder among the resources, where Spring would look first.
                    "estop.venues[0].fix.store-folder", "META-INF"))
            .venues()
            .get(0)
            .fix();

    assertThat(
            keys.settings(new Account("dma", "PA1"), Duration.ofSeconds(1), 100, false)
                .storeFolder())
        .isEqualTo(Path.of("META-INF/dma-PA1").toAbsolutePath());
  }

  @Test
  void aVenueHasACountdownWhereItIsGivenOne() {
    try (Venue with = alpaca(Map.of("estop.venues[0].cancel-all-after", "1m"));
        Venue without = alpaca(Map.of())) {
      assertThat(with.countdown()).contains(Duration.ofMinutes(1));
      assertThat(without.countdown()).isEmpty();
    }
    assertThatThrownBy(() -> alpaca(Map.of("estop.venues[0].cancel-all-after", "9s")))
        .hasMessageContaining("cancel-all-after must be 0 (none) or 10 s to 10 min")
        .hasMessageContaining("but was: PT9S");
  }

  private static Venue alpaca(Map<String, String> more) {
    Map<String, String> keys =
        new HashMap<>(
            Map.of(
                "estop.environment", "test",
                "estop.venues[0].name", "paper",
                "estop.venues[0].account", "PA1",
                "estop.venues[0].trading-url", "http://127.0.0.1:9",
                "estop.venues[0].data-url", "http://127.0.0.1:9",
                "estop.venues[0].key-id", "k",
                "estop.venues[0].secret-key", "s"));
    keys.putAll(more);
    return bound(keys).venues().get(0).open(Clock.systemUTC());
  }

  @Test
  void aFixVenueHasNoCountdown() {
    WorkerProperties properties =
        bound(
            Map.of(
                "estop.environment", "test",
                "estop.venues[0].type", "fix",
                "estop.venues[0].name", "dma",
                "estop.venues[0].account", "PA1",
                "estop.venues[0].cancel-all-after", "1m"));

    assertThatThrownBy(() -> properties.venues().get(0).open(Clock.systemUTC()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cancel-all-after of venue dma must be 0s, for FIX 4.4 has no such word, but was: PT1M");
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
