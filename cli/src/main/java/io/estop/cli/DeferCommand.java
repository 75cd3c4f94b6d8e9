package io.estop.cli;

import io.estop.model.StopId;
import java.time.Duration;
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

/** Puts off what a stop would do by itself. */
@Command(
    name = "defer",
    mixinStandardHelpOptions = true,
    description = {
      "Puts off the next step that a stop takes by itself, for a while from now.",
      "What the stop has done stays done; to go further sooner, press."
    })
final class DeferCommand implements Callable<Integer> {
  private final Map<String, String> environment;
  @Mixin private final Connection connection = new Connection();
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "STOP_ID", description = "Which one.")
  private StopId stopId = new StopId("none");

  @Option(
      names = "--for",
      required = true,
      paramLabel = "TIME",
      description = "From now, at most 24h: 90s, 15m, 2h, 1h30m.")
  private Duration length = Duration.ZERO;

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "One sentence.")
  private String reason = "";

  DeferCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    FrontDoor door = connection.open(environment);
    Printer printer = new Printer(Screens.out(spec));
    JsonNode answer =
        door.post(
            "/api/v1/stops/" + stopId + "/escalation/deferral",
            Map.of("seconds", length.toSeconds(), "reason", reason));
    if (connection.isJson()) {
      printer.json(answer);
    } else {
      printer.line(
          answer.path("action").asString("")
              + " of stop "
              + stopId
              + " is put off until "
              + answer.path("dueAt").asString(""));
    }
    return ExitCodes.DONE;
  }

  /** Reads a length as people write it: 90s, 15m, 1h30m. */
  static Duration parse(String text) {
    try {
      return Duration.parse("PT" + text);
    } catch (java.time.format.DateTimeParseException malformed) {
      throw new IllegalArgumentException(
          "a time must be like 90s, 15m, 2h or 1h30m but was: " + text, malformed);
    }
  }
}
