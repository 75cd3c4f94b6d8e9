package io.estop.bench.halt;

import io.estop.bench.Usage;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads the options of {@code bench halt}, runs it and prints what it found. */
@Command(
    name = "halt",
    mixinStandardHelpOptions = true,
    description =
        "Presses over HTTP, each time on a fresh symbol, and takes the time until the last "
            + "component's gate denies it, beside a raw Redis publish and a no-op POST, in turn.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every bound holds", "1:not every one", "2:usage", "3:could not start"})
public final class HaltCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--components", paramLabel = "N", description = "Gates (default 50).")
  private int components = 50;

  @Option(
      names = "--processes",
      paramLabel = "N",
      description = "Processes with gates (default 2).")
  private int processes = 2;

  @Option(names = "--presses", paramLabel = "N", description = "Presses (default 2000).")
  private int presses = 2000;

  @Option(
      names = "--liquidating",
      paramLabel = "N",
      description = "Presses while a book is liquidated (default 200, 0 for none).")
  private int liquidating = 200;

  @Option(
      names = "--positions",
      paramLabel = "N",
      description = "Positions of that book (default 10000).")
  private int positions = 10_000;

  @Option(
      names = "--without-temporal",
      paramLabel = "N",
      description = "Presses while Temporal is stopped (default 200, 0 for none).")
  private int withoutTemporal = 200;

  @Option(
      names = "--acknowledging",
      paramLabel = "N",
      description = "Components that are to acknowledge within a second (default 1000, 0: none).")
  private int acknowledging = 1000;

  @Option(
      names = "--lenient",
      description = "Exit with 0 when all is correct, whatever the bounds on time say.")
  private boolean lenient;

  @Override
  public Integer call() {
    return new HaltBench(plan(), Clock.systemUTC(), System.out).run().conclude(System.out, lenient);
  }

  private HaltPlan plan() {
    return Usage.checked(spec, this, this::asked);
  }

  private HaltPlan asked() {
    return new HaltPlan(
        components, processes, presses, liquidating, positions, withoutTemporal, acknowledging);
  }
}
