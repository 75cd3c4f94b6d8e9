package io.estop.bench.history;

import io.estop.bench.Usage;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads the options of {@code bench history}, runs it and prints what it found. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description =
        "Flattens books of several sizes and counts the events and bytes that each stop writes to "
            + "Temporal, over all its runs, and the worker's heap.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every bound holds", "1:not every one", "2:usage", "3:could not start"})
public final class HistoryCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "N",
      description = "Positions of the books, as many orders each (default 100,1000,10000).")
  private List<Integer> sizes = List.of(100, 1_000, 10_000);

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Time for liquidation (default 300).")
  private long timeout = 300;

  @Option(
      names = "--large-from",
      paramLabel = "VALUE",
      description =
          "Market value from which a position is parted (default 50000: a sixth of each book).")
  private BigDecimal largeFrom = new BigDecimal("50000");

  @Option(
      names = "--partial",
      paramLabel = "F",
      description = "Share of orders that only ever fill in part (default 0.25).")
  private BigDecimal partial = new BigDecimal("0.25");

  @Option(names = "--seed", paramLabel = "S", description = "Seed of all chance (default 42).")
  private long seed = 42;

  @Override
  public Integer call() {
    return new HistoryBench(plan(), Clock.systemUTC(), System.out)
        .run()
        .conclude(System.out, false);
  }

  private HistoryPlan plan() {
    return Usage.checked(
        spec,
        this,
        () -> new HistoryPlan(sizes, Duration.ofSeconds(timeout), largeFrom, partial, seed));
  }
}
