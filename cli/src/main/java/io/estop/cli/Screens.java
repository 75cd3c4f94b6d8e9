package io.estop.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command prints to; picocli fills the spec in before it calls a command. */
public final class Screens {
  private Screens() {}

  /** Returns where answers go. */
  public static PrintWriter out(@Nullable CommandSpec spec) {
    return known(spec).commandLine().getOut();
  }

  /** Returns where everything else goes. */
  public static PrintWriter err(@Nullable CommandSpec spec) {
    return known(spec).commandLine().getErr();
  }

  private static CommandSpec known(@Nullable CommandSpec spec) {
    if (spec == null) {
      throw new IllegalStateException("a command runs outside of its command line");
    }
    return spec;
  }
}
