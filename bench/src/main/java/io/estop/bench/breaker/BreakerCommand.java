package io.estop.bench.breaker;

import io.estop.bench.Usage;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads the options of {@code bench breaker}, runs it and prints what it found. */
@Command(
    name = "breaker",
    mixinStandardHelpOptions = true,
    description =
        "Posts readings that trip and takes the time until a gate denies, beside a no-op POST in "
            + "turn; ticks many rules on many scopes; posts a flood.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every bound holds", "1:not every one", "2:usage", "3:could not start"})
public final class BreakerCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--trips", paramLabel = "N", description = "Trips (default 1000).")
  private int trips = 1_000;

  @Option(names = "--rules", paramLabel = "N", description = "Rules of a scope (default 200).")
  private int rules = 200;

  @Option(names = "--scopes", paramLabel = "N", description = "Scopes that tick (default 50).")
  private int scopes = 50;

  @Option(names = "--rounds", paramLabel = "N", description = "Rounds of ticks (default 20).")
  private int rounds = 20;

  @Option(names = "--readings", paramLabel = "N", description = "Posted (default 100000).")
  private int readings = 100_000;

  @Option(
      names = "--lenient",
      description = "Exit with 0 when all is correct, whatever the bounds on time say.")
  private boolean lenient;

  @Override
  public Integer call() {
    return new BreakerBench(plan(), Clock.systemUTC(), System.out)
        .run()
        .conclude(System.out, lenient);
  }

  private BreakerPlan plan() {
    return Usage.checked(spec, this, () -> new BreakerPlan(trips, rules, scopes, rounds, readings));
  }
}
