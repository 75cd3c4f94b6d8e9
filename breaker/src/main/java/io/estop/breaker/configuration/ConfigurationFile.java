package io.estop.breaker.configuration;

import io.estop.model.configuration.Configuration;
import io.estop.model.configuration.ConfigurationReader;
import io.estop.model.configuration.ConfigurationRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads the configuration of a process: a file in YAML or JSON and the environment. The
 * specification's own text, {@code EMERGENCY_STOP_CONFIG = {…}}, is YAML behind its first words.
 */
public final class ConfigurationFile {
  /** The variable that names the file. */
  public static final String VARIABLE = "EMERGENCY_STOP_CONFIG";

  private static final Pattern ASSIGNMENT = Pattern.compile("\\A\\s*EMERGENCY_STOP_CONFIG\\s*=");
  private static final long MOST_BYTES = 64 * 1024;

  private ConfigurationFile() {}

  /**
   * Returns the configuration of a process.
   *
   * @param variables its environment; {@link #VARIABLE} names the file, absent: there is none
   * @throws ConfigurationRefusedException with everything that is wrong
   */
  public static Configuration ofProcess(Function<String, Optional<String>> variables) {
    return variables
        .apply(VARIABLE)
        .map(file -> read(Path.of(file), variables))
        .orElseGet(() -> ConfigurationReader.read(Map.of(), "", variables));
  }

  /**
   * Returns what a file and an environment say together.
   *
   * @throws ConfigurationRefusedException with everything that is wrong
   */
  public static Configuration read(Path file, Function<String, Optional<String>> variables) {
    return ConfigurationReader.read(parsed(file), file.toString(), variables);
  }

  private static Map<?, ?> parsed(Path file) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw refused(file + " must be at most " + MOST_BYTES + " bytes but is larger");
      }
      String text = Files.readString(file, StandardCharsets.UTF_8);
      Object said =
          new Yaml(new SafeConstructor(options)).load(ASSIGNMENT.matcher(text).replaceFirst(""));
      if (said instanceof Map<?, ?> keys) {
        return keys;
      }
      throw refused(file + " has no keys in it; config/emergency-stop.yml has all of them");
    } catch (YAMLException malformed) {
      throw refused(file + " is neither YAML nor JSON: " + malformed.getMessage());
    } catch (IOException unreadable) {
      throw refused(file + " cannot be read: " + unreadable);
    }
  }

  private static ConfigurationRefusedException refused(String sentence) {
    return new ConfigurationRefusedException(List.of(sentence));
  }
}
