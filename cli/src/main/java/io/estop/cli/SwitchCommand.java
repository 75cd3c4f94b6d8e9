package io.estop.cli;

import io.estop.model.Scope;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The dead man's switch: says when it expires, and that somebody is there. */
@Command(
    name = "switch",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "The dead man's switch: unless somebody confirms in time, the stop is pressed.")
final class SwitchCommand {
  private static final String ROOT = "/api/v1/dead-mans-switch";

  private final Map<String, String> environment;
  @Spec private @Nullable CommandSpec spec;

  SwitchCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Confirms in your name: the countdown begins anew.")
  int confirm(
      @Mixin Connection connection,
      @Option(
              names = "--scope",
              paramLabel = "SCOPE",
              defaultValue = "firm",
              description = "Whose switch (default ${DEFAULT-VALUE}).")
          Scope scope) {
    JsonNode answer =
        connection
            .open(environment)
            .post(ROOT + "/confirm", Map.of("scope", scope.toString(), "via", "CLI"));
    show(connection, answer, () -> line("confirmed: " + text(answer)));
    return ExitCodes.DONE;
  }

  @Command(mixinStandardHelpOptions = true, description = "Shows every switch.")
  int status(@Mixin Connection connection) {
    JsonNode answer = connection.open(environment).get(ROOT);
    show(connection, answer, () -> list(answer));
    return ExitCodes.DONE;
  }

  private void show(Connection connection, JsonNode answer, Runnable words) {
    if (connection.isJson()) {
      new Printer(Screens.out(spec)).json(answer);
    } else {
      words.run();
    }
  }

  private void list(JsonNode all) {
    if (all.isEmpty()) {
      line("no dead man's switch is configured");
    }
    all.forEach(one -> line(text(one)));
  }

  private static String text(JsonNode one) {
    return one.path("scope").asString("")
        + " "
        + one.path("phase").asString("")
        + ", "
        + one.path("why").asString("");
  }

  private void line(String text) {
    new Printer(Screens.out(spec)).line(text);
  }
}
