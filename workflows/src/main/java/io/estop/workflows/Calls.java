package io.estop.workflows;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How runs that look for ever call their activities, and what they say of one that failed. */
public final class Calls {
  // A message to the run waits while a look runs, so a look is short; the next one is near anyway.
  private static final Duration LOOK = Duration.ofSeconds(3);
  private static final Duration LOOK_WITH_RETRY = Duration.ofSeconds(5);
  private static final int LOOK_ATTEMPTS = 2;
  // Longer than a press waits for board, flag and Temporal together.
  private static final Duration PRESS = Duration.ofSeconds(10);
  private static final Duration PRESS_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PRESS_PAUSE = Duration.ofSeconds(5);

  private Calls() {}

  /** A look: short, tried twice. */
  public static LocalActivityOptions look(String summary) {
    return LocalActivityOptions.newBuilder()
        .setStartToCloseTimeout(LOOK)
        .setScheduleToCloseTimeout(LOOK_WITH_RETRY)
        .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(LOOK_ATTEMPTS).build())
        .setSummary(summary)
        .build();
  }

  /** A press, retried without end: one that no place takes must not be given up. */
  public static ActivityOptions press(String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.BREAKER)
        .setStartToCloseTimeout(PRESS)
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(PRESS_PAUSE)
                .setMaximumInterval(LONGEST_PRESS_PAUSE)
                .build())
        .setSummary(summary)
        .build();
  }

  /** Returns the sentence that an activity failed with. */
  public static String reason(ActivityFailure failed) {
    @Nullable Throwable cause = failed.getCause();
    if (cause instanceof ApplicationFailure failure) {
      return String.valueOf(failure.getOriginalMessage());
    }
    return cause == null ? "no reason was given" : String.valueOf(cause.getMessage());
  }
}
