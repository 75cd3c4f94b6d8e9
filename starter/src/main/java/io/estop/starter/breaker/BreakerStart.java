package io.estop.starter.breaker;

import io.estop.starter.wiring.EstopProperties;
import io.estop.workflows.TaskQueues;
import io.estop.workflows.WorkflowIds;
import io.estop.workflows.breaker.BreakerInput;
import io.estop.workflows.breaker.CircuitBreakerWorkflow;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Keeps the circuit breaker running: starts it, and again should its run have ended. */
@Component
public final class BreakerStart {
  private static final Logger log = LoggerFactory.getLogger(BreakerStart.class);
  private static final Duration AGAIN = Duration.ofSeconds(30);

  private final WorkflowClient client;
  private final EstopProperties.Breaker settings;
  private final Clock clock;
  // Written and read by the breaker loop's thread alone.
  private Instant taken = Instant.EPOCH;

  BreakerStart(WorkflowClient client, EstopProperties properties, Clock clock) {
    this.client = client;
    this.settings = properties.breaker();
    this.clock = clock;
  }

  /** Starts the breaker where it does not run. Throws Temporal's exceptions; called again. */
  public void ensure() {
    if (taken.plus(AGAIN).isAfter(clock.instant())) {
      return;
    }
    CircuitBreakerWorkflow breaker =
        client.newWorkflowStub(CircuitBreakerWorkflow.class, options());
    WorkflowClient.start(
        breaker::run,
        new BreakerInput(
            settings.watched().toString(),
            settings.checkInterval().toMillis(),
            settings.ticksPerRun()));
    if (taken.equals(Instant.EPOCH)) {
      log.info("the circuit breaker of {} runs", settings.watched());
    }
    taken = clock.instant();
  }

  private WorkflowOptions options() {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(WorkflowIds.breaker(settings.watched()))
        .setTaskQueue(TaskQueues.BREAKER)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setStaticSummary("Circuit breaker of " + settings.watched())
        .build();
  }
}
