package io.estop.cli.breaker;

import io.estop.cli.Failure;
import io.estop.model.breaker.Rule;
import io.estop.model.breaker.RuleKeys;
import io.estop.model.breaker.RulesRefusedException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Rules in YAML, as config/rules has examples of. */
final class RuleFile {
  private RuleFile() {}

  /**
   * Reads a file; texts, numbers, lists and maps only.
   *
   * @throws Failure naming the file and everything that is wrong with it
   */
  static List<Rule> read(Path file) {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      Object said = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
      if (!(said instanceof Map<?, ?> keys)) {
        throw Failure.usage(file + " has no rules in it");
      }
      return RuleKeys.read(keys);
    } catch (RulesRefusedException refused) {
      throw Failure.usage(file + ": " + String.join("\n  ", refused.errors()));
    } catch (YAMLException malformed) {
      throw Failure.usage(file + " is no YAML: " + malformed.getMessage());
    } catch (IOException unreadable) {
      throw Failure.usage(file + " cannot be read: " + unreadable);
    }
  }
}
