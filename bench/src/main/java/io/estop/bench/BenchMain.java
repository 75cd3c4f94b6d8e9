package io.estop.bench;

import io.estop.bench.breaker.BreakerCommand;
import io.estop.bench.execution.ExecutionCommand;
import io.estop.bench.faults.FaultsCommand;
import io.estop.bench.flatten.FlattenCommand;
import io.estop.bench.gate.GateCommand;
import io.estop.bench.halt.HaltCommand;
import io.estop.bench.history.HistoryCommand;
import io.estop.bench.quota.QuotaCommand;
import io.estop.embedded.ExitCodes;
import io.estop.embedded.process.StartFailure;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;

/**
 * The runnable jar of this module. Exit codes: 0 every bound holds, 1 not every one, 2 usage, 3
 * could not start.
 */
@Command(
    name = "estop bench",
    mixinStandardHelpOptions = true,
    subcommands = {
      ExecutionCommand.class,
      FlattenCommand.class,
      HistoryCommand.class,
      QuotaCommand.class,
      GateCommand.class,
      HaltCommand.class,
      FaultsCommand.class,
      BreakerCommand.class,
      LaterCommand.class
    },
    description = "Measures the product, beside a baseline measured in the same run.")
public final class BenchMain {

  /** Held, because the JDK forgets the level of a logger that nobody holds. */
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  private BenchMain() {}

  public static void main(String[] arguments) {
    // PostgreSQL's, Redis' and Temporal's libraries log through slf4j-simple: only what is broken.
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    System.setProperty("org.slf4j.simpleLogger.log.io.zonky", "off");
    // The gate library logs through the JDK: its pauses on a busy machine are in the figures.
    ROOT_LOGGER.setLevel(Level.SEVERE);
    // Bound here, by one thread: the parts start on several, and each would find it half bound.
    LoggerFactory.getILoggerFactory();
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new BenchMain())
        .setParameterExceptionHandler(inOneLine())
        .setExecutionExceptionHandler(byKind());
  }

  private static IParameterExceptionHandler inOneLine() {
    return (refusal, arguments) -> {
      System.err.println("estop: " + refusal.getMessage() + "; see ./estop bench --help");
      return ExitCodes.BAD_INPUT;
    };
  }

  private static IExecutionExceptionHandler byKind() {
    return (failure, commandLine, parsed) -> {
      System.err.println("estop: " + failure.getMessage());
      return failure instanceof StartFailure ? ExitCodes.NOT_STARTED : ExitCodes.NOT_FLAT;
    };
  }
}
