package io.estop.cli;

import io.estop.model.Action;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.model.hold.PressAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Presses a stop and says what the starter can promise. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "Presses an emergency stop. Pressed twice with one stop id, it is one stop.")
final class StopCommand implements Callable<Integer> {
  private final Map<String, String> environment;
  @Mixin private final Connection connection = new Connection();
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "SCOPE",
      description = "firm, venue:paper, account:paper/PA1, symbol:AAPL, …")
  private Scope scope = Scope.firm();

  @Option(
      names = "--preview",
      description =
          "Press nothing; show what FLATTEN would cancel and close, how, at what cost and in what"
              + " time, and what will not fit.")
  private boolean preview;

  @Option(
      names = "--action",
      description = "How far: ${COMPLETION-CANDIDATES}; each includes the ones before it.")
  private @Nullable Action action;

  @Option(names = "--reason", paramLabel = "TEXT", description = "One sentence.")
  private @Nullable String reason;

  @ArgGroup(exclusive = false)
  private @Nullable Later escalation;

  @ArgGroup(exclusive = false)
  private @Nullable Regulatory regulatory;

  @Option(
      names = "--stop-id",
      paramLabel = "ID",
      description = "Your own name for this stop (default: a new one, printed before it is sent).")
  private @Nullable StopId stopId;

  /** What the stop does later by itself. */
  private static final class Later {
    @Option(
        names = "--escalation",
        required = true,
        paramLabel = "ACTION",
        description = "How far the stop goes later by itself, unless somebody defers it.")
    private Action action = Action.FLATTEN;

    @Option(
        names = "--after",
        required = true,
        paramLabel = "TIME",
        description = "When that is, from 1s to 24h: 90s, 15m, 2h, 1h30m.")
    private Duration after = Duration.ZERO;

    Map<String, Object> body() {
      return Map.of("action", action.name(), "afterSeconds", after.toSeconds());
    }
  }

  /** What a regulatory action rests on. */
  private static final class Regulatory {
    @Option(
        names = "--authority",
        required = true,
        paramLabel = "NAME",
        description = "A regulatory action: who ordered it.")
    private String authority = "";

    @Option(
        names = "--reference",
        required = true,
        paramLabel = "TEXT",
        description = "The authority's own name of the order.")
    private String reference = "";

    @Option(
        names = "--document",
        required = true,
        paramLabel = "FILE",
        description = "The order itself; its SHA-256 is recorded, the file stays here.")
    private Path document = Path.of("");

    Map<String, Object> body() {
      return Map.of(
          "authority",
          authority,
          "reference",
          reference,
          "documentSha256",
          DocumentHash.of(document));
    }
  }

  StopCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (preview) {
      return preview(connection.open(environment));
    }
    if (action == null || reason == null) {
      throw Failure.usage("a press needs --action and --reason; --preview needs neither");
    }
    return press(connection.open(environment), action, reason);
  }

  private int preview(FrontDoor door) {
    JsonNode answer =
        door.get("/api/v1/stops/preview?scope=" + FrontDoor.segment(scope.toString()));
    Printer printer = new Printer(Screens.out(spec));
    if (connection.isJson()) {
      printer.json(answer);
    } else {
      new PreviewPrinter(printer).print(answer);
    }
    return answer.path("complete").asBoolean(false) ? ExitCodes.DONE : ExitCodes.ANSWERED_NO;
  }

  private int press(FrontDoor door, Action pressed, String why) {
    StopId id = stopId == null ? new StopId("cli-" + UUID.randomUUID()) : stopId;
    // Printed first: whoever must press again after a lost answer needs the same id.
    Screens.err(spec).println("stop id " + id);
    JsonNode answer = send(door, id, pressed, why);
    if (connection.isJson()) {
      new Printer(Screens.out(spec)).json(answer);
    }
    return say(answer);
  }

  private JsonNode send(FrontDoor door, StopId id, Action pressed, String why) {
    try {
      return door.post("/api/v1/stops", body(id, pressed, why));
    } catch (Failure failure) {
      if (failure.exitCode() != ExitCodes.UNREACHABLE) {
        throw failure;
      }
      throw Failure.unreachable(
          failure.sentence()
              + ": press again with --stop-id "
              + id
              + ", break the glass, which needs no starter: estop break-glass hold "
              + scope
              + " --action CANCEL --stop-id "
              + id
              + " --reason …");
    }
  }

  private Map<String, Object> body(StopId id, Action pressed, String why) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("stopId", id.value());
    body.put("scope", scope.toString());
    body.put("action", pressed.name());
    body.put("reason", why);
    if (escalation != null) {
      body.put("escalation", escalation.body());
    }
    if (regulatory != null) {
      body.put("trigger", TriggerKind.REGULATORY_ACTION.name());
      body.put("regulatory", regulatory.body());
    }
    return body;
  }

  private int say(JsonNode answer) {
    String word = answer.path("answer").asString("");
    String sentence = sentence(word);
    if (!connection.isJson()) {
      Printer printer = new Printer(Screens.out(spec));
      printer.line(word + ": " + sentence);
      for (JsonNode place : answer.path("places")) {
        printer.line(
            "  "
                + place.path("place").asString("")
                + (place.path("done").asBoolean(false) ? " done" : " NOT done")
                + detail(place.path("detail").asString("")));
      }
      printer.line("follow it: estop status " + answer.path("stopId").asString(""));
    }
    return word.equals(PressAnswer.ACCEPTED.name()) ? ExitCodes.DONE : ExitCodes.ANSWERED_NO;
  }

  private static String detail(String text) {
    return text.isEmpty() ? "" : " (" + text + ")";
  }

  private static String sentence(String word) {
    return Arrays.stream(PressAnswer.values())
        .filter(answer -> answer.name().equals(word))
        .findFirst()
        .map(StopCommand::sentence)
        .orElse("this command does not know that answer; look at the stop itself");
  }

  private static String sentence(PressAnswer answer) {
    return switch (answer) {
      case ACCEPTED -> "the hold is durable";
      case HELD_NOT_DURABLE ->
          "gates deny, but a lost Redis would lose the hold; it is retried until PostgreSQL has it";
      case KEPT_NOT_HALTED -> "the press is kept but nothing denies yet; press again until it does";
      case NOT_KEPT -> "no place took the press: nothing is halted";
      case ENDED -> "a stop with this id has ended and nothing was done; use a new stop id";
    };
  }
}
