package io.estop.workflows.breaker;

import io.estop.workflows.Calls;
import io.estop.workflows.TaskQueues;
import io.estop.workflows.stop.NoticeActivities;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** How the breaker calls its activities: with which bounds, and what Temporal UI shows of it. */
final class BreakerCalls {

  private static final Duration NOTICE = Duration.ofSeconds(15);
  private static final Duration ALL_NOTICE_TRIES = Duration.ofMinutes(10);

  private BreakerCalls() {}

  static BreakerActivities tick() {
    return Workflow.newLocalActivityStub(
        BreakerActivities.class, Calls.look("look through the sensors and judge the rules"));
  }

  static BreakerActivities press(String summary) {
    return Workflow.newActivityStub(BreakerActivities.class, Calls.press(summary));
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
}
