package io.estop.cli;

import io.estop.model.StopId;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Shows all stops, or one. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Lists the stops, newest first, or shows one.")
final class StatusCommand implements Callable<Integer> {
  private final Map<String, String> environment;
  @Mixin private final Connection connection = new Connection();
  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "STOP_ID", description = "Which one (default: all).")
  private @Nullable StopId stopId;

  StatusCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    FrontDoor door = connection.open(environment);
    Printer printer = new Printer(Screens.out(spec));
    JsonNode answer = door.get("/api/v1/stops" + (stopId == null ? "" : "/" + stopId));
    if (connection.isJson()) {
      printer.json(answer);
    } else if (stopId == null) {
      printer.stops(answer);
    } else {
      printer.stop(answer);
    }
    return ExitCodes.DONE;
  }
}
