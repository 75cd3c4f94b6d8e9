package io.estop.embedded.demo;

import io.estop.embedded.ExitCodes;
import io.estop.embedded.Stack;
import io.estop.embedded.StackOptions;
import io.estop.embedded.portfolio.AsOf;
import io.estop.embedded.portfolio.BadPortfolio;
import io.estop.embedded.portfolio.GeneratedPortfolio;
import io.estop.embedded.portfolio.Portfolio;
import io.estop.embedded.portfolio.PortfolioFile;
import io.estop.embedded.portfolio.PortfolioRequest;
import io.estop.embedded.process.Ports;
import io.estop.embedded.temporal.TemporalChoice;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reads the options of {@code demo}, starts everything and runs the demo. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Starts PostgreSQL, Redis, Temporal, a paper venue with a portfolio, worker and starter on "
            + "this machine alone, presses a stop and shows how the book becomes flat.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:flat", "1:not flat", "2:usage or bad input", "3:could not start"})
public final class DemoCommand implements Callable<Integer> {

  private static final int USUAL_PORT = 8080;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--once", description = "End after the stop; the last line is one JSON object.")
  private boolean once;

  @Option(
      names = "--recover",
      description =
          "Move prices so that the circuit breaker presses by itself, then walk the approved "
              + "stages back to LIVE.")
  private boolean recover;

  @Option(
      names = "--portfolio",
      paramLabel = "FILE",
      description =
          "CSV (symbol, asset_class, qty, avg_entry_price, optional bid, ask, bid_size, "
              + "ask_size) or the JSON of Alpaca's GET /v2/positions.")
  private @Nullable Path file;

  @Option(
      names = "--positions",
      paramLabel = "N",
      description = "Positions to generate, 1 to 10000 (default 64).")
  private @Nullable Integer positions;

  @Option(names = "--seed", paramLabel = "S", description = "Seed of all chance (default 42).")
  private long seed = PortfolioRequest.DEFAULT_SEED;

  @Option(
      names = "--temporal",
      paramLabel = "auto|memory|HOST:PORT",
      description = "Which Temporal server (default auto).")
  private String temporal = "auto";

  @Option(
      names = "--as-of",
      paramLabel = "DATE|INSTANT",
      description = "Where the market clock starts, 2015-12-24 or 2015-12-24T16:00:00Z.")
  private @Nullable String asOf;

  @Option(
      names = "--port",
      paramLabel = "P",
      description = "Port of the console (default 8080, or a free one where that is in use).")
  private @Nullable Integer port;

  @Option(names = "--keep-logs", description = "Keep the folder with one log per process.")
  private boolean keepLogs;

  @Override
  public Integer call() {
    Screen screen = Screen.ofThisProcess();
    try {
      DemoPlan plan = plan();
      StackOptions options = options(plan.portfolio(), screen);
      return run(options, plan, screen);
    } catch (BadPortfolio bad) {
      bad.problems().forEach(problem -> System.err.println("estop: " + problem));
      return ExitCodes.BAD_INPUT;
    }
  }

  private int run(StackOptions options, DemoPlan plan, Screen screen) {
    long begin = System.nanoTime();
    screen.title("Starting everything on this machine");
    try (Stack stack = Stack.start(options)) {
      long startupMillis = (System.nanoTime() - begin) / 1_000_000;
      return new Demo(stack, plan, screen).run(startupMillis);
    }
  }

  private DemoPlan plan() {
    try {
      AsOf day = asOf == null ? AsOf.today(Clock.systemUTC()) : AsOf.parse(asOf);
      return new DemoPlan(portfolio(day), once, recover);
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  private Portfolio portfolio(AsOf day) {
    if (file != null && positions != null) {
      throw new IllegalArgumentException(
          "--portfolio and --positions exclude each other; give one of them");
    }
    if (file != null) {
      return PortfolioFile.read(file, day, seed);
    }
    int count = positions == null ? PortfolioRequest.DEFAULT_POSITIONS : positions;
    return GeneratedPortfolio.of(
        new PortfolioRequest(count, PortfolioRequest.DEFAULT_ORDERS, seed, day));
  }

  private StackOptions options(Portfolio portfolio, Screen screen) {
    StackOptions options =
        StackOptions.defaults()
            .withTemporal(choice())
            .withConsolePort(consolePort())
            .withPortfolio(portfolio.toJson())
            // The paper venue's book refills in a second: waiting longer between tranches gains
            // nothing.
            .withSetting("estop.liquidation.horizon", "10s")
            .keepingLogs(keepLogs)
            .withProgress(screen);
    return recover ? BreakerTrip.enable(options) : options;
  }

  private TemporalChoice choice() {
    try {
      return TemporalChoice.parse(temporal);
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  private int consolePort() {
    if (port == null) {
      return Ports.isFree(USUAL_PORT) ? USUAL_PORT : 0;
    }
    if (port < 1 || port > 65_535) {
      throw refused(new IllegalArgumentException("port must be 1 to 65535 but was: " + port));
    }
    return port;
  }

  private ParameterException refused(IllegalArgumentException reason) {
    CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
    return new ParameterException(line, String.valueOf(reason.getMessage()), reason);
  }
}
