package io.estop.workflows.stop;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Waits with a bound whose timer says in Temporal UI what it is for. */
final class Waits {
  private Waits() {}

  static void sleep(Duration duration, String summary) {
    Workflow.newTimer(duration, options(summary)).get();
  }

  /** Waits for something, at most so long; returns whether it came to be. */
  static boolean until(Duration longest, String summary, Supplier<Boolean> so) {
    List<Promise<Void>> over = new ArrayList<>();
    CancellationScope timing =
        Workflow.newCancellationScope(() -> over.add(Workflow.newTimer(longest, options(summary))));
    timing.run();
    Workflow.await(() -> so.get() || over.get(0).isCompleted());
    if (!over.get(0).isCompleted()) {
      timing.cancel("something changed");
    }
    return so.get();
  }

  private static TimerOptions options(String summary) {
    return TimerOptions.newBuilder().setSummary(summary).build();
  }
}
