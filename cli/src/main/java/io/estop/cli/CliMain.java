package io.estop.cli;

import io.estop.cli.breaker.BreakerCommand;
import io.estop.cli.breakglass.BreakGlass;
import io.estop.model.Scope;
import io.estop.model.StopId;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The runnable jar of this module. */
@Command(
    name = "estop",
    mixinStandardHelpOptions = true,
    version = "Emergency Stop 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    description = "Commands of the operator, against a running starter.",
    footer = {
      "",
      "The token stands in the environment variable ESTOP_TOKEN.",
      "'estop demo' and 'estop bench' start systems of their own."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:answered no, or the press is not durable (yet)",
      "2:usage",
      "3:the starter does not answer"
    })
public final class CliMain {
  private CliMain() {}

  public static void main(String[] arguments) {
    System.exit(commandLine(System.getenv()).execute(arguments));
  }

  /** Returns the command line of a process with that environment. */
  public static CommandLine commandLine(Map<String, String> environment) {
    return new CommandLine(new CliMain())
        .addSubcommand(new StopCommand(environment))
        .addSubcommand(new StatusCommand(environment))
        .addSubcommand(new CloseCommand(environment))
        .addSubcommand(new DeferCommand(environment))
        .addSubcommand(new LiquidationCommand(environment))
        .addSubcommand(new TaskCommand(environment))
        .addSubcommand(new RecoveryCommand(environment))
        .addSubcommand(new ConfigCommand(environment))
        .addSubcommand(new SwitchCommand(environment))
        .addSubcommand(new MaintenanceCommand(environment))
        .addSubcommand(BreakerCommand.command())
        .addSubcommand(BreakGlass.command(environment))
        .registerConverter(Scope.class, checked(Scope::parse))
        .registerConverter(StopId.class, checked(StopId::parse))
        .registerConverter(Duration.class, checked(DeferCommand::parse))
        .setParameterExceptionHandler(inOneLine())
        .setExecutionExceptionHandler(byKind());
  }

  private static <T> ITypeConverter<T> checked(ITypeConverter<T> parse) {
    return text -> {
      try {
        return parse.convert(text);
      } catch (IllegalArgumentException malformed) {
        throw new TypeConversionException(String.valueOf(malformed.getMessage()));
      }
    };
  }

  private static IParameterExceptionHandler inOneLine() {
    return (refusal, arguments) -> {
      CommandLine line = refusal.getCommandLine();
      line.getErr()
          .println(
              "estop: "
                  + refusal.getMessage()
                  + "; see "
                  + line.getCommandSpec().qualifiedName()
                  + " --help");
      return ExitCodes.USAGE;
    };
  }

  private static IExecutionExceptionHandler byKind() {
    return (failure, line, parsed) -> {
      if (failure instanceof Failure known) {
        line.getErr().println("estop: " + known.sentence());
        return known.exitCode();
      }
      throw failure;
    };
  }
}
