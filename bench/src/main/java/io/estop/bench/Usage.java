package io.estop.bench;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Turns options into what a bench is to do. */
public final class Usage {
  private Usage() {}

  /**
   * Returns what was made of the options; what refuses them with {@link IllegalArgumentException}
   * is a matter of usage.
   *
   * @param spec of the command; where it was not run as one, that of the command itself
   */
  public static <T> T checked(@Nullable CommandSpec spec, Object command, Supplier<T> plan) {
    try {
      return plan.get();
    } catch (IllegalArgumentException refused) {
      CommandLine line = spec == null ? new CommandLine(command) : spec.commandLine();
      throw new ParameterException(line, String.valueOf(refused.getMessage()), refused);
    }
  }
}
