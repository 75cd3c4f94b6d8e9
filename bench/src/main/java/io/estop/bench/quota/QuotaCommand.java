package io.estop.bench.quota;

import io.estop.bench.Usage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads the options of {@code bench quota}, runs it and prints what it found. */
@Command(
    name = "quota",
    mixinStandardHelpOptions = true,
    description =
        "Flattens a book at a venue with a real quota, in real time, and compares requests, time "
            + "and cost with what the plan said beforehand.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every bound holds", "1:not every one", "2:usage", "3:could not start"})
public final class QuotaCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--positions", paramLabel = "N", description = "Positions (default 1000).")
  private int positions = 1_000;

  @Option(names = "--orders", paramLabel = "N", description = "Working orders (default 100).")
  private int orders = 100;

  @Option(
      names = "--requests-per-minute",
      paramLabel = "N",
      description = "What the venue answers in a minute (default 200).")
  private int requestsPerMinute = 200;

  @Option(
      names = "--timeouts",
      split = ",",
      paramLabel = "SECONDS",
      description = "Times for liquidation, one run each (default 600,300).")
  private List<Long> timeouts = List.of(600L, 300L);

  @Option(names = "--seed", paramLabel = "S", description = "Seed of all chance (default 42).")
  private long seed = 42;

  @Override
  public Integer call() {
    return new QuotaBench(plan(), Clock.systemUTC(), System.out).run().conclude(System.out, false);
  }

  private QuotaPlan plan() {
    return Usage.checked(
        spec,
        this,
        () ->
            new QuotaPlan(
                positions,
                orders,
                requestsPerMinute,
                timeouts.stream().map(Duration::ofSeconds).toList(),
                seed));
  }
}
