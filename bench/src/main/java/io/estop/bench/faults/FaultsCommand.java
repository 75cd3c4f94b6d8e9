package io.estop.bench.faults;

import io.estop.bench.Usage;
import io.estop.bench.simulation.SimulationBench;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads the options of {@code bench faults}, runs the campaign and prints what it found. */
@Command(
    name = "faults",
    mixinStandardHelpOptions = true,
    description =
        "Halt: kills, pauses or cuts off one process or store at one step of each halt, while two "
            + "components keep trying to trade, and holds what the venue accepted against what "
            + "was acknowledged and promised. Liquidation: plays seeded worlds in which engine and "
            + "SQL are real, and venues, network and clock are simulated.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing found", "1:something", "2:usage", "3:could not start"})
public final class FaultsCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--only",
      paramLabel = "PART",
      description = "Which part of a stop: halt (default) or liquidation.")
  private String only = "halt";

  @Option(names = "--seeds", paramLabel = "N", description = "How many (default 200).")
  private int seeds = 200;

  @Option(names = "--seed", paramLabel = "S", description = "The first one (default 1).")
  private long first = 1;

  @Option(
      names = "--rogue",
      hidden = true,
      description = "One component sends past its gate: the campaign must find it.")
  private boolean rogue;

  @Override
  public Integer call() {
    if (only.equals("liquidation")) {
      return liquidation().run().conclude(System.out, false);
    }
    return new FaultsBench(plan(), Clock.systemUTC(), System.out).run().conclude(System.out, false);
  }

  private SimulationBench liquidation() {
    return Usage.checked(spec, this, () -> new SimulationBench(first, seeds, System.out));
  }

  private FaultsBench.Plan plan() {
    return Usage.checked(spec, this, this::asked);
  }

  private FaultsBench.Plan asked() {
    if (!only.equals("halt")) {
      throw new IllegalArgumentException("--only must be halt or liquidation but was: " + only);
    }
    return new FaultsBench.Plan(first, seeds, rogue);
  }
}
