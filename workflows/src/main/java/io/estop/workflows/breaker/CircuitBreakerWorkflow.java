package io.estop.workflows.breaker;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Watches one scope for ever and presses its stop. Workflow id {@code breaker/<scope>}. */
@WorkflowInterface
public interface CircuitBreakerWorkflow {
  String TYPE = "CircuitBreaker";

  @WorkflowMethod(name = TYPE)
  void run(BreakerInput input);

  /** Presses the stop of this scope in the name of a person. */
  @SignalMethod(name = "trigger", description = "Press the stop of this scope")
  void trigger(TriggerMessage trigger);

  /** Tells the breaker that a recovery re-armed its rules, so that it looks at once. */
  @SignalMethod(name = "rearmed", description = "A recovery re-armed the rules")
  void rearmed(String actor);

  /** Tells the breaker of a trip that is pressed already, so that it looks at once. */
  @SignalMethod(name = "tripped", description = "A posted reading tripped a rule")
  void tripped(TrippedMessage trip);

  @QueryMethod(name = "status", description = "What the breaker sees")
  BreakerStatus status();
}
