package io.estop.workflows.stop;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** Every time-out and retry of the stop, with its reason. */
final class Timeouts {
  /** A run that ends waits this long for its last notices; a new press on the scope waits too. */
  static final Duration LAST_NOTICES = Duration.ofSeconds(10);

  /** From here on people are told that a record waits; PostgreSQL restarts in about as long. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /** A round is over in one batch budget and a few requests; longer means that something hangs. */
  static final Duration STUCK = Duration.ofSeconds(30);

  /** Beyond the time components have; the activity that asks them may start late. */
  static final Duration ACKNOWLEDGE_GRACE = Duration.ofSeconds(1);

  private Timeouts() {}

  /** Holds are two short writes; after these tries the run goes on and asks again. */
  static LocalActivityOptions hold(String summary) {
    return LocalActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(2))
        .setScheduleToCloseTimeout(Duration.ofSeconds(5))
        .setRetryOptions(retry(Duration.ofMillis(100), Duration.ofSeconds(1), 3))
        .setSummary(summary)
        .build();
  }

  /** The record must be written in the end: retried without limit, told apart by its summary. */
  static ActivityOptions record(String summary) {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(10))
        .setRetryOptions(retry(Duration.ofMillis(200), Duration.ofSeconds(5), 0))
        .setSummary(summary)
        .build();
  }

  /** Components have seconds; one try waits for all of them. */
  static ActivityOptions acknowledge(Duration within) {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(within.plusSeconds(10))
        .setRetryOptions(retry(Duration.ofMillis(300), Duration.ofSeconds(5), 5))
        .setSummary("wait for components to acknowledge")
        .build();
  }

  /** Work at venues beats every second; a worker that died is noticed after five. */
  static ActivityOptions venue(String taskQueue, String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(taskQueue)
        .setStartToCloseTimeout(Duration.ofMinutes(2))
        .setHeartbeatTimeout(Duration.ofSeconds(5))
        .setRetryOptions(retry(Duration.ofMillis(200), Duration.ofSeconds(5), 0))
        .setSummary(summary)
        .build();
  }

  /** What the next slow round asks again anyway: a few tries, then people see that it failed. */
  static ActivityOptions slowRound(String taskQueue, String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(taskQueue)
        .setStartToCloseTimeout(Duration.ofSeconds(30))
        .setScheduleToCloseTimeout(Duration.ofMinutes(1))
        .setRetryOptions(retry(Duration.ofMillis(500), Duration.ofSeconds(5), 3))
        .setSummary(summary)
        .build();
  }

  /** A notice may come late, but it ends: it never holds a stop up. */
  static ActivityOptions notice(String taskQueue, String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(taskQueue)
        .setStartToCloseTimeout(Duration.ofSeconds(15))
        .setScheduleToCloseTimeout(Duration.ofMinutes(10))
        .setRetryOptions(retry(Duration.ofSeconds(1), Duration.ofMinutes(1), 0))
        .setSummary(summary)
        .build();
  }

  private static RetryOptions retry(Duration first, Duration longest, int attempts) {
    return RetryOptions.newBuilder()
        .setInitialInterval(first)
        .setMaximumInterval(longest)
        .setBackoffCoefficient(2)
        .setMaximumAttempts(attempts)
        .build();
  }
}
