package io.estop.breaker.rules;

import io.estop.model.breaker.Rule;
import io.estop.model.breaker.RuleKeys;
import io.estop.model.breaker.RulesRefusedException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Rules in YAML, as config/rules has examples of. */
public final class RuleFile {
  private RuleFile() {}

  /**
   * Reads a file; texts, numbers, lists and maps only.
   *
   * @throws RulesRefusedException naming the file and everything that is wrong with it
   */
  public static List<Rule> read(Path file) {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      Object said = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
      if (!(said instanceof Map<?, ?> keys)) {
        throw refused(file + " has no rules in it");
      }
      return RuleKeys.read(keys);
    } catch (RulesRefusedException refused) {
      throw new RulesRefusedException(
          refused.errors().stream()
              .map(error -> error.startsWith(file.toString()) ? error : file + ": " + error)
              .toList());
    } catch (YAMLException malformed) {
      throw refused(file + " is no YAML: " + malformed.getMessage());
    } catch (NoSuchFileException absent) {
      throw refused(file + " cannot be read: there is no such file");
    } catch (IOException unreadable) {
      throw refused(file + " cannot be read: " + unreadable);
    }
  }

  private static RulesRefusedException refused(String sentence) {
    return new RulesRefusedException(List.of(sentence));
  }
}
