package io.estop.workflows.recovery;

import io.estop.workflows.TaskQueues;
import io.estop.workflows.stop.NoticeActivities;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** How a recovery calls its activities: with which bounds, and what Temporal UI shows of it. */
final class RecoveryCalls {
  // Venue reads and a walk over the whole ledger.
  private static final Duration ONE_TRY = Duration.ofSeconds(30);
  // A person waits for the answer, and Temporal's client gives an update 60 seconds.
  private static final Duration ALL_TRIES = Duration.ofSeconds(45);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration NOTICE = Duration.ofSeconds(30);
  private static final Duration ALL_NOTICE_TRIES = Duration.ofMinutes(2);

  private RecoveryCalls() {}

  static RecoveryActivities system(String summary) {
    return Workflow.newActivityStub(
        RecoveryActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.RECOVERY)
            .setStartToCloseTimeout(ONE_TRY)
            .setScheduleToCloseTimeout(ALL_TRIES)
            .setRetryOptions(RetryOptions.newBuilder().setMaximumInterval(LONGEST_PAUSE).build())
            .setSummary(summary)
            .build());
  }

  static NoticeActivities people(String summary) {
    return Workflow.newActivityStub(
        NoticeActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.NOTICE)
            .setStartToCloseTimeout(NOTICE)
            .setScheduleToCloseTimeout(ALL_NOTICE_TRIES)
            .setSummary(summary)
            .build());
  }

  /** Returns whether the activity failed with that type. */
  static boolean isOfType(ActivityFailure failed, Refusals type) {
    return failed.getCause() instanceof ApplicationFailure failure
        && type.name().equals(failure.getType());
  }
}
