package io.estop.bench.gate;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads the options of {@code bench gate}, runs it and prints what it found. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    description =
        "Measures enter and exit of an open gate with JMH, beside one volatile read and one clock "
            + "read, and beside Resilience4j's circuit breaker.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every bound holds", "1:not every one", "2:usage", "3:could not start"})
public final class GateCommand implements Callable<Integer> {

  @Option(names = "--quick", description = "A few seconds: shows that it works, measures badly.")
  private boolean quick;

  @Option(
      names = "--lenient",
      description = "Exit with 0 when all is correct, whatever the bounds on time say.")
  private boolean lenient;

  @Override
  public Integer call() {
    GateBench.Effort effort =
        quick ? new GateBench.Effort(1, 3, 200) : new GateBench.Effort(3, 6, 1000);
    return new GateBench(effort, System.out).run().conclude(System.out, lenient);
  }
}
