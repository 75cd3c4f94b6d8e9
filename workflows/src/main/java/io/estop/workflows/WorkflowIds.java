package io.estop.workflows;

import io.estop.model.Scope;

/** Workflow ids: one live run per scope and procedure. */
public final class WorkflowIds {
  private WorkflowIds() {}

  /** Returns the id of the stop of a scope. */
  public static String stop(Scope scope) {
    return "estop/" + scope;
  }

  /** Returns the id of the circuit breaker of a scope. */
  public static String breaker(Scope scope) {
    return "breaker/" + scope;
  }

  /** Returns the id of the recovery of a scope. */
  public static String recovery(Scope scope) {
    return "recovery/" + scope;
  }
}
