package io.estop.workflows.stop;

import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Records that the halt and the cancels do not wait for: written beside them, one after the other
 * in the order in which they were given, each tried until it is written.
 */
final class BesideRecords {
  private static final Logger log = Workflow.getLogger(BesideRecords.class);
  // Presses that join while PostgreSQL is away; the next one waits, its hold stands already.
  private static final int MOST_WAITING = 100;

  private Promise<Void> last = Workflow.newPromise((Void) null);
  private int waiting;

  /** Gives a record; returns at once, unless too many wait. */
  void add(String summary, Consumer<HaltActivities> call) {
    Workflow.await(() -> waiting < MOST_WAITING);
    waiting++;
    last =
        last.thenCompose(written -> Async.procedure(() -> write(summary, call)))
            .handle((written, failure) -> over(summary, failure));
  }

  private static void write(String summary, Consumer<HaltActivities> call) {
    Apart.run(
        () ->
            call.accept(Workflow.newActivityStub(HaltActivities.class, Timeouts.record(summary))));
  }

  private @Nullable Void over(String summary, @Nullable RuntimeException failure) {
    waiting--;
    if (failure != null) {
      // Only what can never be written ends here: silence is tried again without end.
      log.error("{}: cannot be recorded", summary, failure);
    }
    return null;
  }

  boolean isWritten() {
    return waiting == 0;
  }
}
