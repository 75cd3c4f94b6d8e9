package io.estop.workflows.maintenance;

import io.estop.workflows.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Presses until a place took it; what is released after, people release. */
public final class MaintenanceWorkflowImpl implements MaintenanceWorkflow {
  // Longer than a press waits for board, flag and Temporal together.
  private static final Duration PRESS = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  @Override
  public boolean run(String windowId) {
    MaintenanceActivities hands =
        Workflow.newActivityStub(
            MaintenanceActivities.class,
            ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.BREAKER)
                .setStartToCloseTimeout(PRESS)
                .setRetryOptions(
                    RetryOptions.newBuilder()
                        .setInitialInterval(PAUSE)
                        .setMaximumInterval(LONGEST_PAUSE)
                        .build())
                .setSummary("halt for maintenance " + windowId)
                .build());
    boolean halted = hands.begin(windowId);
    Workflow.setCurrentDetails(
        "**Maintenance `"
            + windowId
            + "`**: "
            + (halted ? "its scope is halted" : "nothing is halted: it is cancelled or not due"));
    return halted;
  }
}
