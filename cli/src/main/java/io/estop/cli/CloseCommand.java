package io.estop.cli;

import io.estop.model.StopId;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Ends the run of a stop that holds. */
@Command(
    name = "close",
    mixinStandardHelpOptions = true,
    description = "Ends the run of a stop. Its hold stays until a recovery loosens it.")
final class CloseCommand implements Callable<Integer> {
  private final Map<String, String> environment;
  @Mixin private final Connection connection = new Connection();
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "STOP_ID", description = "Which one.")
  private StopId stopId = new StopId("none");

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "One sentence.")
  private String reason = "";

  @Option(
      names = "--leave-tasks",
      description = "Unfinished tasks end with it, in your name; without this it is refused.")
  private boolean leaveTasks;

  CloseCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    FrontDoor door = connection.open(environment);
    Printer printer = new Printer(Screens.out(spec));
    Map<String, Object> body =
        leaveTasks ? Map.of("reason", reason, "leaveTasks", true) : Map.of("reason", reason);
    JsonNode answer = door.post("/api/v1/stops/" + stopId + "/close", body);
    if (connection.isJson()) {
      printer.json(answer);
    } else {
      printer.line("stop " + stopId + " ends its run; its hold stays until a recovery loosens it");
    }
    return ExitCodes.DONE;
  }
}
