package io.estop.cli.breakglass;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Holds and cancels when starter or Temporal are gone. */
@Command(
    name = "break-glass",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Holds, cancels, closes and locks without starter and Temporal.",
    footer = {
      "",
      "The token of a person that the settings name stands in ESTOP_BREAKGLASS_TOKEN.",
      "Each setting is also an environment variable: postgres.url is ESTOP_BREAKGLASS_POSTGRES_URL."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done: the hold lasts, every order that it cancels is over; the lock is as asked",
      "1:some of it is not done; the lines say what holds and what does not",
      "2:refused before anything was done: usage, settings, environment, nobody known",
      "3:nothing answered, or no starter to deliver to"
    })
public final class BreakGlass {
  private BreakGlass() {}

  /** Returns the command and its own, of a process with that environment. */
  public static CommandLine command(Map<String, String> variables) {
    return new CommandLine(new BreakGlass())
        .addSubcommand(new HoldCommand(variables))
        .addSubcommand(new FlattenCommand(variables))
        .addSubcommand(lock(variables, true))
        .addSubcommand(lock(variables, false))
        .addSubcommand(new DeliverCommand(variables));
  }

  private static CommandLine lock(Map<String, String> variables, boolean locks) {
    CommandLine line = new CommandLine(new LockCommand(variables, locks));
    line.getCommandSpec()
        .name(locks ? "lock" : "unlock")
        .usageMessage()
        .description(
            locks
                ? "Sets the venue's own lock: ACCOUNT then takes no order of anybody. CLOSING IS"
                    + " REFUSED too, until it is lifted. An act of its own: hold first."
                : "Lifts the venue's own lock of ACCOUNT, so that a stop can close there. Holds"
                    + " stay.");
    return line;
  }
}
