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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The specification's configuration: what a file means, what is in force, how it changes. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Explains the configuration and changes it while the system runs.")
final class ConfigCommand {
  private static final String ROOT = "/api/v1/configuration";

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

  @Command(
      mixinStandardHelpOptions = true,
      description = "Shows what is in force in the running system, and the newest versions.")
  int show(@Mixin Connection connection) {
    JsonNode answer = connection.open(environment).get(ROOT);
    if (connection.isJson()) {
      new Printer(Screens.out(spec)).json(answer);
    } else {
      show(Screens.out(spec), answer);
    }
    return ExitCodes.DONE;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Proposes a change of the running system; nothing changes until another person approves.",
        "KEY=VALUE sets a key, KEY= takes what was approved before off again."
      })
  int propose(
      @Mixin Connection connection,
      @Parameters(arity = "1..*", paramLabel = "KEY=VALUE", description = "What changes.")
          List<String> changes,
      @Option(
              names = "--reason",
              required = true,
              paramLabel = "TEXT",
              description = "One sentence.")
          String reason) {
    JsonNode answer =
        connection
            .open(environment)
            .post(ROOT, Map.of("settings", settings(changes), "reason", reason));
    return answered(
        connection,
        answer,
        "version "
            + answer.path("version").asLong(0)
            + " waits for another person: estop config approve "
            + answer.path("version").asLong(0)
            + " --hash "
            + answer.path("approvalHash").asString(""));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Approves a proposed version; never the one who proposed it.")
  int approve(
      @Mixin Connection connection,
      @Parameters(paramLabel = "VERSION", description = "Its number.") long version,
      @Option(names = "--hash", required = true, paramLabel = "HASH", description = "Its hash.")
          String hash) {
    JsonNode answer =
        connection
            .open(environment)
            .post(ROOT + "/" + version + "/approval", Map.of("approvalHash", hash));
    return answered(
        connection, answer, "version " + answer.path("version").asLong(0) + " is in force");
  }

  private int answered(Connection connection, JsonNode answer, String sentence) {
    Printer printer = new Printer(Screens.out(spec));
    if (connection.isJson()) {
      printer.json(answer);
    } else {
      printer.line(sentence);
    }
    return ExitCodes.DONE;
  }

  private static Map<String, @Nullable String> settings(List<String> changes) {
    Map<String, @Nullable String> settings = new LinkedHashMap<>();
    for (String change : changes) {
      int equal = change.indexOf('=');
      if (equal < 1) {
        throw Failure.usage("a change must be KEY=VALUE but was: " + change);
      }
      String value = change.substring(equal + 1);
      settings.put(change.substring(0, equal), value.isEmpty() ? null : value);
    }
    return settings;
  }

  private static void show(PrintWriter out, JsonNode answer) {
    line(out, "version %d is in force", answer.path("version").asLong(0));
    for (JsonNode key : answer.path("keys")) {
      line(
          out,
          "%-46s %-14s %s",
          key.path("key").asString(""),
          key.path("value").asString("(not set)"),
          key.path("source").asString(""));
    }
    for (JsonNode version : answer.path("versions")) {
      line(
          out,
          "version %d by %s, %s: %s (%s)",
          version.path("version").asLong(0),
          version.path("proposer").asString(""),
          version.path("approver").isString()
              ? "approved by " + version.path("approver").asString("")
              : "not approved, hash " + version.path("approvalHash").asString(""),
          version.path("settings").toString(),
          version.path("reason").asString(""));
    }
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
