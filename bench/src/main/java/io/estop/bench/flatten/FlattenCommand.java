package io.estop.bench.flatten;

import io.estop.bench.Usage;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads the options of {@code bench flatten}, runs it and prints what it found. */
@Command(
    name = "flatten",
    mixinStandardHelpOptions = true,
    description =
        "Presses FLATTEN firm on a large book at a venue that fills in part and does not answer, "
            + "beside a bare client that does the same job in memory.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every bound holds", "1:not every one", "2:usage", "3:could not start"})
public final class FlattenCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--positions", paramLabel = "N", description = "Positions (default 500).")
  private int positions = FlattenPlan.USUAL_BOOK.positions();

  @Option(names = "--orders", paramLabel = "N", description = "Working orders (default 500).")
  private int orders = FlattenPlan.USUAL_BOOK.orders();

  @Option(
      names = "--partial",
      paramLabel = "F",
      description = "Share of orders that only ever fill in part (default 0.25).")
  private BigDecimal partial = new BigDecimal("0.25");

  @Option(
      names = "--timeouts",
      paramLabel = "F",
      description =
          "Share of order requests without an answer, half of which took effect (default 0.10).")
  private BigDecimal timeouts = new BigDecimal("0.10");

  @Option(
      names = "--large-positions",
      paramLabel = "N",
      description = "Positions of the book that is flattened once (default 10000; 0: none).")
  private int largePositions = FlattenPlan.USUAL_LARGE.positions();

  @Option(
      names = "--large-orders",
      paramLabel = "N",
      description = "Working orders of that book (default 1000).")
  private int largeOrders = FlattenPlan.USUAL_LARGE.orders();

  @Option(names = "--seed", paramLabel = "S", description = "First seed (default 42).")
  private long seed = 42;

  @Option(
      names = "--parallelism",
      paramLabel = "P",
      description = "Orders under way at once, for both (default 16).")
  private int parallelism = 16;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Measured runs of each, every one with a seed of its own (default 5).")
  private int runs = 5;

  @Option(
      names = "--clean-runs",
      paramLabel = "N",
      description = "Measured runs of each at a venue without faults (default 2).")
  private int cleanRuns = 2;

  @Option(
      names = "--profile",
      description = "Print the last run's workflow history, step by step with times.")
  private boolean profile;

  @Override
  public Integer call() {
    return new FlattenBench(plan(), Clock.systemUTC(), System.out)
        .run()
        .conclude(System.out, false);
  }

  private FlattenPlan plan() {
    return Usage.checked(spec, this, this::asked);
  }

  private FlattenPlan asked() {
    return new FlattenPlan(
        new FlattenPlan.Size(positions, orders),
        new FlattenPlan.Size(largePositions, largeOrders),
        new FlattenPlan.Faults(partial, timeouts),
        FlattenPlan.seeds(seed, runs),
        cleanRuns,
        parallelism,
        profile);
  }
}
