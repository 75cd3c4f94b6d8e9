package io.estop.model.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.configuration.Source.Kind;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConfigurationReaderTest {

  @Test
  void withNothingSaidTheSpecificationsOwnValuesHold() {
    Configuration read = read(Map.of(), Map.of());

    assertThat(read).isEqualTo(Configuration.standard());
    assertThat(read.observeOnly()).isFalse();
    assertThat(read.value(Key.MAX_POSITION_VALUE)).isEmpty();
    assertThat(read.number(Key.DEAD_MANS_SWITCH_TIMEOUT_MINUTES)).contains(new BigDecimal("120"));
    assertThat(read.number(Key.DEAD_MANS_SWITCH_WARNING_MINUTES)).contains(new BigDecimal("30"));
    assertThat(ConfiguredSettings.of(read, Kind.FILE)).isEmpty();
  }

  @Test
  void aVariableWinsOverTheFileAndTheSourceOfEachIsSaid() {
    Configuration read =
        read(
            section("auto_triggers", Map.of("max_drawdown_percent", 4, "api_error_count", 7)),
            Map.of("MAX_DRAWDOWN_PERCENT", "3.50", "EMERGENCY_STOP_ENABLED", "False"));

    assertThat(read.value(Key.MAX_DRAWDOWN_PERCENT))
        .contains(
            new Configuration.Value("3.5", new Source(Kind.ENVIRONMENT, "MAX_DRAWDOWN_PERCENT")));
    assertThat(read.value(Key.API_ERROR_COUNT).orElseThrow().source()).hasToString("file f.yml");
    assertThat(read.value(Key.VIX_THRESHOLD).orElseThrow().source()).hasToString("default");
    assertThat(read.observeOnly()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "EMERGENCY_STOP_ENABLED, enabled, false",
    "MAX_DRAWDOWN_PERCENT, auto_triggers.max_drawdown_percent, 3",
    "MAX_POSITION_VALUE, auto_triggers.max_position_value, 250000",
    "VOLATILITY_THRESHOLD, auto_triggers.volatility_threshold, 3",
    "LIQUIDATION_TIMEOUT_SECONDS, liquidation.timeout_seconds, 120"
  })
  void theFiveVariablesOfTheSpecificationSetTheirKeys(String variable, String path, String text) {
    Key key = Key.ofPath(path).orElseThrow();

    assertThat(read(Map.of(), Map.of(variable, text)).value(key).orElseThrow().text())
        .isEqualTo(text);
  }

  @ParameterizedTest
  @EnumSource(Key.class)
  void everyKeyIsReadFromAFileAndFromEachOfItsVariables(Key key) {
    String said = key.standard().orElse("250000");

    for (String variable : key.variables()) {
      assertThat(read(Map.of(), Map.of(variable, said)).value(key).orElseThrow().source())
          .isEqualTo(new Source(Kind.ENVIRONMENT, variable));
    }
    Configuration fromFile = Configuration.standard().with(Map.of(key.path(), said), file());
    assertThat(read(tree(key, said), Map.of())).isEqualTo(fromFile);
  }

  @Test
  void noTwoKeysShareAVariable() {
    List<String> all =
        Arrays.stream(Key.values()).flatMap(key -> key.variables().stream()).toList();

    assertThat(all).doesNotHaveDuplicates().doesNotContain("EMERGENCY_STOP_CONFIG");
  }

  @Test
  void tellsEverythingThatIsWrongAtOnceWithValueBoundAndPlace() {
    Map<String, Object> file =
        Map.of(
            "auto_triggers", Map.of("max_drawdown_percent", 100, "max_drawdown", 5),
            "liquidation", "fast",
            "dead_mans_switch", Map.of("timeout_minutes", 20),
            "notification_channels", List.of("slack", "pager"));

    assertThatThrownBy(
            () -> read(file, Map.of("EMERGENCY_STOP_ENABLED", "off", "VIX_THRESHOLD", "NaN")))
        .isInstanceOfSatisfying(
            ConfigurationRefusedException.class,
            refused ->
                assertThat(refused.errors())
                    .containsExactlyInAnyOrder(
                        "auto_triggers.max_drawdown_percent must be a number above 0 and below 100"
                            + " but was: 100 (file f.yml)",
                        "there is no key auto_triggers.max_drawdown: known are api_error_count,"
                            + " data_quality_threshold, execution_delay_ms, max_drawdown_percent,"
                            + " max_position_value, volatility_threshold (file f.yml)",
                        "liquidation must be a map of keys but was: fast (file f.yml)",
                        "notification_channels must be a list of slack, grafana, each once, or an"
                            + " empty one but was: slack,pager (file f.yml)",
                        "enabled must be true or false but was: off (variable"
                            + " EMERGENCY_STOP_ENABLED)",
                        "circuit_breaker.vix_threshold must be a number above 0 and below 1000 but"
                            + " was: NaN (variable VIX_THRESHOLD)",
                        "dead_mans_switch.warning_minutes must be below"
                            + " dead_mans_switch.timeout_minutes 20 (file f.yml) but was: 30"
                            + " (default)"));
  }

  @ParameterizedTest
  @CsvSource({
    "5 %",
    "'5,0'",
    "1e999999999",
    "1e-999999999",
    "0",
    "100",
    "-1",
    "Infinity",
    "''",
    "11111111111111111111111111111111111111111"
  })
  void whatIsNoPercentageIsRefused(String text) {
    assertThatThrownBy(() -> read(Map.of(), Map.of("MAX_DRAWDOWN_PERCENT", text)))
        .isInstanceOf(ConfigurationRefusedException.class)
        .hasMessageContaining("must be a number above 0 and below 100");
  }

  @Test
  void aWholeNumberMayBeWrittenWithAPointButMustBeWhole() {
    assertThat(read(Map.of(), Map.of("MAX_TRANCHES", "5.0")).value(Key.MAX_TRANCHES).orElseThrow())
        .extracting(Configuration.Value::text)
        .isEqualTo("5");
    assertThatThrownBy(() -> read(Map.of(), Map.of("MAX_TRANCHES", "5.5")))
        .hasMessageContaining("a whole number from 1 to 100 but was: 5.5");
  }

  @Test
  void twoVariablesOfOneKeyMustAgree() {
    assertThatThrownBy(
            () ->
                read(
                    Map.of(), Map.of("VIX_THRESHOLD", "30", "CIRCUIT_BREAKER_VIX_THRESHOLD", "35")))
        .hasMessageContaining("set the same key circuit_breaker.vix_threshold to different values");
    assertThat(
            read(Map.of(), Map.of("VIX_THRESHOLD", "31", "CIRCUIT_BREAKER_VIX_THRESHOLD", "31"))
                .number(Key.VIX_THRESHOLD)
                .orElseThrow())
        .isEqualByComparingTo("31");
  }

  @Test
  void whatIsGivenBecomesTheSystemsOwnSettings() {
    Configuration read =
        read(
            section("liquidation", Map.of("timeout_seconds", 120, "use_market_orders", false)),
            Map.of("CHECK_INTERVAL_SECONDS", "5", "DEAD_MANS_SWITCH_TIMEOUT_MINUTES", "90"));

    assertThat(ConfiguredSettings.of(read, Kind.FILE))
        .isEqualTo(
            Map.of(
                "estop.liquidation.timeout", "120s",
                "estop.liquidation.use-market-orders", "false"));
    assertThat(ConfiguredSettings.of(read, Kind.ENVIRONMENT))
        .isEqualTo(
            Map.of("estop.breaker.check-interval", "5s", "estop.dead-mans-switch.timeout", "90m"));
  }

  @Test
  void changesAreTakenAllOrNotAtAll() {
    Configuration before = Configuration.standard();
    Source third = new Source(Kind.APPROVED, "3");

    Configuration after =
        before.with(Map.of("circuit_breaker.vix_threshold", "25", "enabled", "false"), third);

    assertThat(after.number(Key.VIX_THRESHOLD).orElseThrow()).isEqualByComparingTo("25");
    assertThat(after.observeOnly()).isTrue();
    assertThatThrownBy(
            () -> before.with(Map.of("circuit_breaker.vix_threshold", "25", "x", "1"), third))
        .hasMessage("there is no key x (version 3)");
    assertThatThrownBy(() -> before.with(Map.of("dead_mans_switch.warning_minutes", "120"), third))
        .hasMessageContaining("must be below dead_mans_switch.timeout_minutes 120");
  }

  private static Source file() {
    return new Source(Kind.FILE, "f.yml");
  }

  private static Map<String, Object> tree(Key key, Object said) {
    int dot = key.path().indexOf('.');
    return dot < 0
        ? Map.of(key.path(), said)
        : section(key.path().substring(0, dot), Map.of(key.path().substring(dot + 1), said));
  }

  private static Map<String, Object> section(String name, Map<String, ?> keys) {
    return Map.of("emergency_stop", Map.of(name, keys));
  }

  private static Configuration read(Map<?, ?> file, Map<String, String> environment) {
    return ConfigurationReader.read(
        file, "f.yml", name -> Optional.ofNullable(environment.get(name)));
  }
}
