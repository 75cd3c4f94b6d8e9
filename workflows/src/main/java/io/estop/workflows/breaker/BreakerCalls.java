package io.estop.workflows.breaker;

import io.estop.workflows.TaskQueues;
import io.estop.workflows.stop.NoticeActivities;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How the breaker calls its activities: with which bounds, and what Temporal UI shows of it. */
final class BreakerCalls {
  // A signal waits while a tick runs, so a tick is short; the next one is near anyway.
  private static final Duration TICK = Duration.ofSeconds(3);
  private static final Duration TICK_WITH_RETRY = Duration.ofSeconds(5);
  private static final int TICK_ATTEMPTS = 2;
  // Longer than a press waits for board, flag and Temporal together.
  private static final Duration PRESS = Duration.ofSeconds(10);
  private static final Duration PRESS_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PRESS_PAUSE = Duration.ofSeconds(5);

  private static final Duration NOTICE = Duration.ofSeconds(15);
  private static final Duration ALL_NOTICE_TRIES = Duration.ofMinutes(10);

  private BreakerCalls() {}

  static BreakerActivities tick() {
    return Workflow.newLocalActivityStub(
        BreakerActivities.class,
        LocalActivityOptions.newBuilder()
            .setStartToCloseTimeout(TICK)
            .setScheduleToCloseTimeout(TICK_WITH_RETRY)
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(TICK_ATTEMPTS).build())
            .setSummary("look through the sensors and judge the rules")
            .build());
  }

  /** Retried without end: a press that no place takes must not be given up. */
  static BreakerActivities press(String summary) {
    return Workflow.newActivityStub(
        BreakerActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.BREAKER)
            .setStartToCloseTimeout(PRESS)
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setInitialInterval(PRESS_PAUSE)
                    .setMaximumInterval(LONGEST_PRESS_PAUSE)
                    .build())
            .setSummary(summary)
            .build());
  }

  /** A warning may come late, but it ends: it never holds the breaker up. */
  static NoticeActivities people() {
    return Workflow.newActivityStub(
        NoticeActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.NOTICE)
            .setStartToCloseTimeout(NOTICE)
            .setScheduleToCloseTimeout(ALL_NOTICE_TRIES)
            .setSummary("tell people of a warning")
            .build());
  }

  /** Returns the sentence that the activity failed with. */
  static String reason(ActivityFailure failed) {
    @Nullable Throwable cause = failed.getCause();
    if (cause instanceof ApplicationFailure failure) {
      return String.valueOf(failure.getOriginalMessage());
    }
    return cause == null ? "no reason was given" : String.valueOf(cause.getMessage());
  }
}
