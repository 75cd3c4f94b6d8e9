package io.estop.cli.breaker;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What an operator does with the breaker's rules. */
@Command(
    name = "breaker",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Rules that press the stop by themselves.")
public final class BreakerCommand {
  private BreakerCommand() {}

  /** Returns the command with all it has under it. */
  public static CommandLine command() {
    return new CommandLine(new BreakerCommand()).addSubcommand(new ReplayCommand());
  }
}
