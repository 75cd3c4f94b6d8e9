package io.estop.starter.breaker;

import io.estop.breaker.rules.RuleBook;
import io.estop.model.Scope;
import io.estop.starter.wiring.EstopProperties;
import io.estop.store.breaker.Breakers;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps a circuit breaker running for each scope: starts it, and again should its run have ended.
 */
@Component
public final class BreakerStart {
  private static final Logger log = LoggerFactory.getLogger(BreakerStart.class);
  private static final Duration AGAIN = Duration.ofSeconds(30);

  private final WorkflowClient client;
  private final Breakers breakers;
  private final EstopProperties.Breaker settings;
  private final RuleBook book;
  private final Clock clock;
  // Written and read by the breaker loop's thread alone: when each scope's run was last ensured.
  private final Map<Scope, Instant> taken = new HashMap<>();
  private boolean expected;

  BreakerStart(
      WorkflowClient client,
      Breakers breakers,
      EstopProperties properties,
      RuleBook book,
      Clock clock) {
    this.client = client;
    this.breakers = breakers;
    this.settings = properties.breaker();
    this.book = book;
    this.clock = clock;
  }

  /** Starts the breakers that do not run. Throws Temporal's exceptions; called again. */
  public void ensure() {
    for (Scope scope : watched()) {
      if (!taken.getOrDefault(scope, Instant.EPOCH).plus(AGAIN).isAfter(clock.instant())) {
        start(scope);
      }
    }
  }

  /** Says which breakers must look, so that one that never began is missed too. */
  public void expect() {
    if (!expected) {
      breakers.expectOnly(watched());
      watched().forEach(scope -> breakers.expect(scope, settings.checkInterval()));
      expected = true;
    }
  }

  private List<Scope> watched() {
    return settings.enabled() ? book.scopes() : List.of();
  }

  private void start(Scope scope) {
    CircuitBreakerWorkflow breaker =
        client.newWorkflowStub(CircuitBreakerWorkflow.class, options(scope));
    WorkflowClient.start(
        breaker::run,
        new BreakerInput(
            scope.toString(), settings.checkInterval().toMillis(), settings.ticksPerRun()));
    if (taken.put(scope, clock.instant()) == null) {
      log.info("the circuit breaker of {} runs", scope);
    }
  }

  private static WorkflowOptions options(Scope scope) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(WorkflowIds.breaker(scope))
        .setTaskQueue(TaskQueues.BREAKER)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setStaticSummary("Circuit breaker of " + scope)
        .build();
  }
}
