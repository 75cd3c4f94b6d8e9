package io.estop.cli;

import io.estop.model.StopId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** What a person does about positions that a stop could not close; each act is recorded. */
@Command(
    name = "task",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows and does what a stop has left for people.")
final class TaskCommand {
  private final Map<String, String> environment;
  @Spec private @Nullable CommandSpec spec;

  TaskCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Which tasks, and why. */
  static final class Which {
    @Parameters(index = "0", paramLabel = "STOP_ID", description = "Of which stop.")
    private StopId stopId = new StopId("none");

    @Parameters(
        index = "1..*",
        arity = "1..*",
        paramLabel = "N",
        description = "Numbers of the tasks, one after the other.")
    private List<Integer> numbers = List.of();

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "One sentence.")
    private String reason = "";
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Lists the tasks of a stop, those first that wait for somebody.")
  int list(
      @Mixin Connection connection,
      @Parameters(paramLabel = "STOP_ID", description = "Of which stop.") StopId stopId) {
    JsonNode answer = connection.open(environment).get(path(stopId));
    Printer printer = new Printer(Screens.out(spec));
    if (connection.isJson()) {
      printer.json(answer);
    } else {
      printer.tasks(answer);
    }
    return ExitCodes.DONE;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Says what becomes of a position. Nothing is sold by it, and the outcome stays what",
        "the venue shows. To close a position yourself, take it with 'hand-over' first."
      })
  int resolve(
      @Mixin Connection connection,
      @Mixin Which which,
      @Option(
              names = "--how",
              paramLabel = "WORD",
              description = "WRITTEN_OFF, TRANSFERRED, CLOSED_ELSEWHERE, KEPT or OTHER (default).")
          @Nullable String how) {
    return act(connection, which, "resolve", how);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Has the stop close the position at once, within the collar.")
  int retry(@Mixin Connection connection, @Mixin Which which) {
    return act(connection, which, "retry", null);
  }

  @Command(
      name = "hand-over",
      mixinStandardHelpOptions = true,
      description = {
        "Leaves the position to you until you give it back. It is yours once",
        "'estop status' shows HANDED_OVER: no order of the stop can fill any more."
      })
  int handOver(@Mixin Connection connection, @Mixin Which which) {
    return act(connection, which, "hand-over", null);
  }

  @Command(
      name = "give-back",
      mixinStandardHelpOptions = true,
      description = "Gives a position that you took over back to the stop, which closes the rest.")
  int giveBack(@Mixin Connection connection, @Mixin Which which) {
    return act(connection, which, "give-back", null);
  }

  private int act(Connection connection, Which which, String act, @Nullable String how) {
    FrontDoor door = connection.open(environment);
    Printer printer = new Printer(Screens.out(spec));
    Map<String, String> body = new LinkedHashMap<>();
    body.put("reason", which.reason);
    if (how != null) {
      body.put("how", how);
    }
    for (int number : which.numbers) {
      JsonNode answer = door.post(path(which.stopId) + "/" + number + "/" + act, body);
      if (connection.isJson()) {
        printer.json(answer);
      } else {
        printer.task(answer);
      }
    }
    return ExitCodes.DONE;
  }

  private static String path(StopId stopId) {
    return "/api/v1/stops/" + stopId + "/tasks";
  }
}
