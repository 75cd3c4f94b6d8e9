package io.estop.cli;

import io.estop.breaker.configuration.ConfigurationFile;
import io.estop.model.breaker.Rule;
import io.estop.model.configuration.Configuration;
import io.estop.model.configuration.ConfigurationRefusedException;
import io.estop.model.configuration.ConfiguredRules;
import io.estop.model.configuration.Key;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** The specification's configuration: what a file means, what is in force, how it changes. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Explains the configuration and changes it while the system runs.")
final class ConfigCommand {
  private final JsonMapper json = JsonMapper.builder().build();
  private final Map<String, String> environment;
  @Spec private @Nullable CommandSpec spec;

  ConfigCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Explains what a file and this environment's variables mean together: each key, its value,",
        "where that was said, unit and bound, and the rules that follow. Needs no running system.",
        "Ends with 2 and all errors where they cannot be meant."
      })
  int check(
      @Parameters(
              arity = "0..1",
              paramLabel = "FILE",
              description = "YAML or JSON (default: the one that EMERGENCY_STOP_CONFIG names).")
          @Nullable Path file,
      @Option(names = "--json", description = "Prints one JSON object.") boolean asJson) {
    Configuration configuration = configuration(file);
    if (asJson) {
      Screens.out(spec).println(json.writeValueAsString(object(configuration)));
    } else {
      explain(Screens.out(spec), configuration);
    }
    return ExitCodes.DONE;
  }

  private Configuration configuration(@Nullable Path file) {
    try {
      return file == null
          ? ConfigurationFile.ofProcess(this::variable)
          : ConfigurationFile.read(file, this::variable);
    } catch (ConfigurationRefusedException refused) {
      int count = refused.errors().size();
      throw Failure.usage(
          (count == 1 ? "" : count + " errors:\n  ") + String.join("\n  ", refused.errors()));
    }
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name));
  }

  private static void explain(PrintWriter out, Configuration configuration) {
    if (configuration.observeOnly()) {
      out.println("OBSERVE ONLY: rules record what they would have done and press nothing.");
    }
    for (Key key : Key.values()) {
      Optional<Configuration.Value> value = configuration.value(key);
      line(
          out,
          "%-46s %-14s %s",
          key.path(),
          value.map(Configuration.Value::text).orElse("(not set)"),
          value.map(one -> one.source().toString()).orElse(""));
      line(
          out,
          "    %s%s; must be %s; %s",
          key.does(),
          key.unit().isEmpty() ? "" : ", in " + key.unit(),
          key.bound(),
          String.join(" or ", key.variables()));
    }
    for (Rule rule : ConfiguredRules.of(configuration)) {
      line(
          out,
          "rule %-16s warns %s %s, trips at %s %s, %d readings in a row",
          rule.name(),
          rule.levels().comparison().word(),
          rule.levels().warn().map(one -> one.toPlainString()).orElse("-"),
          rule.levels().trip().toPlainString(),
          rule.metric().unit().word(),
          rule.confirmations());
    }
  }

  private static void line(PrintWriter out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }

  private static Map<String, Object> object(Configuration configuration) {
    List<Map<String, Object>> keys =
        Arrays.stream(Key.values()).map(key -> key(configuration, key)).toList();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("observeOnly", configuration.observeOnly());
    object.put("keys", keys);
    object.put("rules", ConfiguredRules.of(configuration).stream().map(Rule::name).toList());
    return object;
  }

  private static Map<String, Object> key(Configuration configuration, Key key) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("key", key.path());
    configuration
        .value(key)
        .ifPresent(
            value -> {
              object.put("value", value.text());
              object.put("source", value.source().toString());
            });
    object.put("unit", key.unit());
    object.put("bound", key.bound());
    object.put("does", key.does());
    object.put("variables", key.variables());
    return object;
  }
}
