package io.estop.workflows.deadman;

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

/** How the switch calls its activities: with which bounds, and what Temporal UI shows of it. */
final class SwitchCalls {
  // A confirmation waits while a look runs, so a look is short; the next one is near anyway.
  private static final Duration LOOK = Duration.ofSeconds(3);
  private static final Duration LOOK_WITH_RETRY = Duration.ofSeconds(5);
  private static final int LOOK_ATTEMPTS = 2;
  // Longer than a press waits for board, flag and Temporal together.
  private static final Duration PRESS = Duration.ofSeconds(10);
  private static final Duration PRESS_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PRESS_PAUSE = Duration.ofSeconds(5);
  // The next look asks for it again.
  private static final Duration DEFER = Duration.ofSeconds(8);
  private static final Duration NOTICE = Duration.ofSeconds(15);
  private static final Duration NOTICE_WITH_RETRY = Duration.ofMinutes(10);
  private static final Duration LONGEST_NOTICE_PAUSE = Duration.ofMinutes(1);

  private SwitchCalls() {}

  static SwitchActivities look(String summary) {
    return Workflow.newLocalActivityStub(
        SwitchActivities.class,
        LocalActivityOptions.newBuilder()
            .setStartToCloseTimeout(LOOK)
            .setScheduleToCloseTimeout(LOOK_WITH_RETRY)
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(LOOK_ATTEMPTS).build())
            .setSummary(summary)
            .build());
  }

  /** Retried without end: a press that no place takes must not be given up. */
  static SwitchActivities press(String summary) {
    return Workflow.newActivityStub(
        SwitchActivities.class,
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

  /** One try: the next look asks for it again. */
  static SwitchActivities beside(String summary) {
    return Workflow.newActivityStub(
        SwitchActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.BREAKER)
            .setStartToCloseTimeout(DEFER)
            .setScheduleToCloseTimeout(DEFER)
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .setSummary(summary)
            .build());
  }

  static NoticeActivities people(String summary) {
    return Workflow.newActivityStub(
        NoticeActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.NOTICE)
            .setStartToCloseTimeout(NOTICE)
            .setScheduleToCloseTimeout(NOTICE_WITH_RETRY)
            .setRetryOptions(
                RetryOptions.newBuilder().setMaximumInterval(LONGEST_NOTICE_PAUSE).build())
            .setSummary(summary)
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
