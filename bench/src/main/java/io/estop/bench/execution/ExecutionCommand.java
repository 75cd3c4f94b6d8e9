package io.estop.bench.execution;

import io.estop.embedded.process.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reads the options of {@code bench execution}, runs it and prints what it found. */
@Command(
    name = "execution",
    mixinStandardHelpOptions = true,
    description =
        "Closes a large position in simulated and recorded books, beside a market dump, equal "
            + "parts, and the optimum where one is known: the same books for each, virtual time.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every bound holds", "1:not every one", "2:usage", "3:no recorded book"})
public final class ExecutionCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description =
          "Simulated books per scenario, at least 30 (default 400; intervals of few are too wide "
              + "for some bounds).")
  private int seeds = 400;

  @Option(names = "--seed", paramLabel = "S", description = "The first one (default 1).")
  private long first = 1;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Where crypto-l2 is (default shared/data, beside the project).")
  private @Nullable Path data;

  @Override
  public Integer call() {
    return new ExecutionBench(plan(), System.out).run().conclude(System.out, false);
  }

  private ExecutionBench.Plan plan() {
    try {
      return new ExecutionBench.Plan(first, seeds, data == null ? besideTheProject() : data);
    } catch (IllegalArgumentException e) {
      CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
      throw new ParameterException(line, String.valueOf(e.getMessage()), e);
    }
  }

  static Path besideTheProject() {
    Path root = Path.of(System.getProperty("estop.root", "")).toAbsolutePath();
    for (@Nullable Path at = root; at != null; at = at.getParent()) {
      Path found = at.resolve("shared/data");
      if (Files.isDirectory(found)) {
        return found;
      }
    }
    throw new StartFailure("no folder shared/data beside " + root + "; name it with --data");
  }
}
