package io.estop.breaker.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.configuration.Configuration;
import io.estop.model.configuration.ConfigurationRefusedException;
import io.estop.model.configuration.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationFileTest {
  /** As the specification writes it. */
  private static final String PYTHON =
      """
      EMERGENCY_STOP_CONFIG = {
          "enabled": False,
          "notification_channels": ["slack"],
          "auto_triggers": {
              "max_drawdown_percent": 4.0,  # ours
          },
          "dead_mans_switch": {"enabled": True, "timeout_minutes": 60},
      }
      """;

  private static final String JSON =
      """
      {"EMERGENCY_STOP_CONFIG": {"enabled": false, "notification_channels": ["slack"],
       "auto_triggers": {"max_drawdown_percent": 4.0}, "dead_mans_switch": {"timeout_minutes": 60}}}
      """;

  private static final String YAML =
      """
      emergency_stop:
        enabled: false
        notification_channels: [slack]
        auto_triggers: {max_drawdown_percent: 4}
        dead_mans_switch:
          timeout_minutes: 60
      """;

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {PYTHON, JSON, YAML})
  void readsTheSpecificationsOwnTextAndJsonAndYaml(String text) throws IOException {
    Configuration read = process(Map.of(ConfigurationFile.VARIABLE, file(text).toString()));

    assertThat(read.observeOnly()).isTrue();
    assertThat(read.number(Key.MAX_DRAWDOWN_PERCENT).orElseThrow()).isEqualByComparingTo("4");
    assertThat(read.value(Key.NOTIFICATION_CHANNELS).orElseThrow().text()).isEqualTo("slack");
    assertThat(read.number(Key.DEAD_MANS_SWITCH_TIMEOUT_MINUTES).orElseThrow())
        .isEqualByComparingTo("60");
  }

  @Test
  void theExampleBesideTheCodeSaysTheDefaults() {
    Configuration read = process(Map.of(ConfigurationFile.VARIABLE, example().toString()));

    for (Key key : Key.values()) {
      assertThat(read.value(key).map(Configuration.Value::text))
          .as(key.path())
          .isEqualTo(key.standard());
      assertThat(read.isGiven(key)).isEqualTo(key != Key.MAX_POSITION_VALUE);
    }
  }

  @Test
  void withoutAFileTheVariablesAloneCount() {
    assertThat(process(Map.of())).isEqualTo(Configuration.standard());
    assertThat(process(Map.of("MAX_TRANCHES", "7")).number(Key.MAX_TRANCHES).orElseThrow())
        .isEqualByComparingTo("7");
  }

  @Test
  void aFileThatCannotBeMeantIsRefusedInWords() throws IOException {
    assertRefused(folder.resolve("absent.yml"), "cannot be read");
    assertRefused(folder, "cannot be read");
    assertRefused(file("enabled: [true"), "is neither YAML nor JSON");
    assertRefused(file("enabled: true\nenabled: false\n"), "is neither YAML nor JSON");
    assertRefused(file("enabled: !!java.io.File [x]"), "is neither YAML nor JSON");
    assertRefused(file("just words"), "has no keys in it");
    assertRefused(file("enabled: 'x" + "x".repeat(70_000) + "'"), "at most 65536 bytes");
    assertRefused(file("enabled:\n"), "enabled must be true or false but was: empty");
  }

  private void assertRefused(Path file, String words) {
    assertThatThrownBy(() -> process(Map.of(ConfigurationFile.VARIABLE, file.toString())))
        .isInstanceOf(ConfigurationRefusedException.class)
        .hasMessageContaining(words);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("configuration"), text);
  }

  private static Configuration process(Map<String, String> environment) {
    return ConfigurationFile.ofProcess(name -> Optional.ofNullable(environment.get(name)));
  }

  private static Path example() {
    Path here = Path.of("config", "emergency-stop.yml");
    return Files.isReadable(here) ? here : Path.of("..").resolve(here);
  }
}
