package io.estop.workflows;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Supplier;

/** What a run does that looks for ever, between two looks. */
public final class Pause {
  private static final Duration LEAST = Duration.ofMillis(100);

  private Pause() {}

  /**
   * Waits so long, at least a tenth of a second, or until woken. A request to cancel the run ends
   * it here, where nothing is under way.
   *
   * @param summary what the timer says in Temporal UI
   */
  public static void orUntil(Supplier<Boolean> woken, Duration longest, String summary) {
    Duration bounded = longest.compareTo(LEAST) < 0 ? LEAST : longest;
    TimerOptions options = TimerOptions.newBuilder().setSummary(summary).build();
    CompletablePromise<Void> over = Workflow.newPromise();
    CancellationScope waiting =
        Workflow.newCancellationScope(() -> over.completeFrom(Workflow.newTimer(bounded, options)));
    waiting.run();
    Workflow.await(() -> woken.get() || over.isCompleted());
    if (over.isCompleted()) {
      // Throws when the run was cancelled.
      over.get();
    } else {
      waiting.cancel("woken");
    }
  }
}
