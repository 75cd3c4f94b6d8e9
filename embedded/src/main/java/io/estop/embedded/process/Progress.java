package io.estop.embedded.process;

import java.time.Duration;

/** Is told, on whatever thread does the work, how a start is getting on. */
public interface Progress {

  /** Says nothing to anybody: for tests and benches. */
  Progress SILENT = line -> {};

  /** Takes one finished sentence. */
  void says(String line);

  /** Takes how long a long task has been running, and how long it usually takes. */
  default void advances(String task, Duration elapsed, Duration usual) {}

  /** Tells that a task reported with {@link #advances} has ended, well or not. */
  default void ends(String task) {}
}
