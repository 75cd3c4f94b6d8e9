package io.estop.cli;

import io.estop.model.Scope;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Maintenance windows: planned by one, approved by another, halted before they begin. */
@Command(
    name = "maintenance",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Plans maintenance: the scope is halted before the window begins, and its dead man's",
      "switch is paused in it. Nothing is released by itself after."
    })
final class MaintenanceCommand {
  private static final String ROOT = "/api/v1/maintenance";

  private final Map<String, String> environment;
  @Spec private @Nullable CommandSpec spec;

  MaintenanceCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** When a window is. */
  static final class When {
    @Option(
        names = "--from",
        required = true,
        paramLabel = "INSTANT",
        description = "As in 2026-01-31T22:00:00Z.")
    private String from = "";

    @Option(names = "--to", required = true, paramLabel = "INSTANT", description = "Its end.")
    private String to = "";

    @Option(
        names = "--halt-before",
        paramLabel = "TIME",
        description = "How long before it the scope is halted, at most 1h (default 60s).")
    private @Nullable Duration haltBefore;
  }

  @Command(mixinStandardHelpOptions = true, description = "Plans a window; prints its id.")
  int plan(
      @Mixin Connection connection,
      @Parameters(paramLabel = "SCOPE", description = "What is halted for it.") Scope scope,
      @Mixin When when,
      @Option(names = "--reason", required = true, paramLabel = "TEXT") String reason) {
    Map<String, Object> body = new HashMap<>();
    body.put("scope", scope.toString());
    body.put("startsAt", when.from);
    body.put("endsAt", when.to);
    body.put("reason", reason);
    Duration before = when.haltBefore;
    if (before != null) {
      body.put("haltBeforeSeconds", before.toSeconds());
    }
    return show(connection, connection.open(environment).post(ROOT, body));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Approves a window that somebody else planned.")
  int approve(@Mixin Connection connection, @Parameters(paramLabel = "WINDOW_ID") String windowId) {
    return show(connection, connection.open(environment).post(path(windowId, "approve"), Map.of()));
  }

  @Command(mixinStandardHelpOptions = true, description = "Cancels a window; a halt stays.")
  int cancel(
      @Mixin Connection connection,
      @Parameters(paramLabel = "WINDOW_ID") String windowId,
      @Option(names = "--reason", required = true, paramLabel = "TEXT") String reason) {
    return show(
        connection,
        connection.open(environment).post(path(windowId, "cancel"), Map.of("reason", reason)));
  }

  @Command(mixinStandardHelpOptions = true, description = "Lists windows, the latest first.")
  int list(@Mixin Connection connection) {
    JsonNode answer = connection.open(environment).get(ROOT);
    Printer printer = new Printer(Screens.out(spec));
    if (connection.isJson()) {
      printer.json(answer);
    } else if (answer.isEmpty()) {
      printer.line("no maintenance is planned");
    } else {
      answer.forEach(window -> printer.line(text(window)));
    }
    return ExitCodes.DONE;
  }

  private static String path(String windowId, String word) {
    return ROOT + "/" + FrontDoor.segment(windowId) + "/" + word;
  }

  private int show(Connection connection, JsonNode window) {
    Printer printer = new Printer(Screens.out(spec));
    if (connection.isJson()) {
      printer.json(window);
    } else {
      printer.line(text(window));
    }
    return ExitCodes.DONE;
  }

  private static String text(JsonNode window) {
    return String.join(
        " ",
        word(window, "windowId"),
        word(window, "state"),
        word(window, "scope"),
        "halted from",
        word(window, "haltAt"),
        "until people release it, window",
        word(window, "startsAt"),
        "to",
        word(window, "endsAt") + ":",
        word(window, "reason"));
  }

  private static String word(JsonNode window, String field) {
    return window.path(field).asString("-");
  }
}
