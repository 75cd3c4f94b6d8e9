package io.estop.workflows.deadman;

import io.estop.workflows.Calls;
import io.estop.workflows.TaskQueues;
import io.estop.workflows.stop.NoticeActivities;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** How the switch calls its activities: with which bounds, and what Temporal UI shows of it. */
final class SwitchCalls {
  // The next look asks for it again.
  private static final Duration DEFER = Duration.ofSeconds(8);
  private static final Duration NOTICE = Duration.ofSeconds(15);
  private static final Duration NOTICE_WITH_RETRY = Duration.ofMinutes(10);
  private static final Duration LONGEST_NOTICE_PAUSE = Duration.ofMinutes(1);

  private SwitchCalls() {}

  static SwitchActivities look(String summary) {
    return Workflow.newLocalActivityStub(SwitchActivities.class, Calls.look(summary));
  }

  static SwitchActivities press(String summary) {
    return Workflow.newActivityStub(SwitchActivities.class, Calls.press(summary));
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
}
