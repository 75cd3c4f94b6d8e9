package io.estop.workflows.stop;

import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Work that a request to cancel the run does not reach: nothing that a stop does, and nobody who
 * can reach Temporal, cancels the task that the stop runs in.
 */
final class Apart {
  private Apart() {}

  static void run(Runnable work) {
    Workflow.newDetachedCancellationScope(work).run();
  }

  static <T> T get(Supplier<T> work) {
    List<T> result = new ArrayList<>(1);
    run(() -> result.add(work.get()));
    return result.get(0);
  }
}
