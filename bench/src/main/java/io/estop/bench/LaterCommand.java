package io.estop.bench;

import io.estop.embedded.ExitCodes;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Answers for the benches that are named already and not built yet. */
@Command(name = "audit", description = "Come later.")
final class LaterCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(hidden = true)
  private @Nullable List<String> ignored;

  @Unmatched private @Nullable List<String> ignoredOptions;

  @Override
  public Integer call() {
    String asked =
        spec == null
            ? "this"
            : spec.commandLine().getParent().getParseResult().originalArgs().get(0);
    System.err.println(
        "estop: bench "
            + asked
            + " comes later; bench execution, flatten, history, quota, gate, halt, faults and breaker are there");
    return ExitCodes.BAD_INPUT;
  }
}
