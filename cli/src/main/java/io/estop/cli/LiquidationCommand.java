package io.estop.cli;

import io.estop.model.StopId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** What a person tells a stop about the positions that it closes; each word is recorded. */
@Command(
    name = "liquidation",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Directs how a running stop closes its positions.")
final class LiquidationCommand {
  private final Map<String, String> environment;
  @Spec private @Nullable CommandSpec spec;

  LiquidationCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Which positions, and why. */
  static final class Which {
    @Parameters(paramLabel = "STOP_ID", description = "Which stop.")
    private StopId stopId = new StopId("none");

    @Option(
        names = "--symbol",
        paramLabel = "SYMBOL",
        description = "Of the position, exactly (default: all of them).")
    private @Nullable String symbol;

    @Option(
        names = "--account",
        paramLabel = "VENUE/NUMBER",
        description = "Where (default: everywhere).")
    private @Nullable String account;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "One sentence.")
    private String reason = "";

    private Map<String, String> body() {
      Map<String, String> body = new LinkedHashMap<>();
      body.put("reason", reason);
      if (symbol != null) {
        body.put("symbol", symbol);
      }
      if (account != null) {
        body.put("account", account);
      }
      return body;
    }

    @Override
    public String toString() {
      return (symbol == null ? "all positions" : symbol)
          + (account == null ? "" : " in " + account);
    }
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Closes positions now, within the collar: schedules and patient limits end, and what",
        "the venue refused is tried again."
      })
  int accelerate(@Mixin Connection connection, @Mixin Which which) {
    return tell(connection, which, "accelerate", "closes now, within the collar");
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Sends no more orders of positions, and cancels what is out.")
  int pause(@Mixin Connection connection, @Mixin Which which) {
    return tell(connection, which, "pause", "sends no more orders until it is resumed");
  }

  @Command(mixinStandardHelpOptions = true, description = "Goes on with what was paused.")
  int resume(@Mixin Connection connection, @Mixin Which which) {
    return tell(connection, which, "resume", "goes on");
  }

  @Command(
      name = "take-over",
      mixinStandardHelpOptions = true,
      description = {
        "Leaves positions to you until you give them back; needs --symbol or --account.",
        "A position is yours once 'estop status' shows HANDED_OVER: no order of the stop can",
        "fill any more."
      })
  int takeOver(@Mixin Connection connection, @Mixin Which which) {
    return tell(connection, which, "take-over", "cancels its orders and leaves it to you");
  }

  @Command(
      name = "give-back",
      mixinStandardHelpOptions = true,
      description = {
        "Has the stop close again what people took over, as far as the venue still shows it.",
        "Cancel your own orders there first: the stop cancels what is left of them."
      })
  int giveBack(@Mixin Connection connection, @Mixin Which which) {
    return tell(connection, which, "give-back", "closes again what was taken over");
  }

  private int tell(Connection connection, Which which, String call, String does) {
    JsonNode answer =
        connection
            .open(environment)
            .post("/api/v1/stops/" + which.stopId + "/" + call, which.body());
    Printer printer = new Printer(Screens.out(spec));
    if (connection.isJson()) {
      printer.json(answer);
    } else {
      printer.line("stop " + which.stopId + " " + does + ": " + which);
    }
    return ExitCodes.DONE;
  }
}
