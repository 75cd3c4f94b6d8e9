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

  /** Returns the id of the dead man's switch of a scope. */
  public static String deadMansSwitch(Scope scope) {
    return "dead-mans-switch/" + scope;
  }

  /** Returns the id of the schedule and of the run that begin a maintenance window. */
  public static String maintenance(String windowId) {
    return "maintenance/" + windowId;
  }

  /** Returns the id of the recovery of a scope. */
  public static String recovery(Scope scope) {
    return "recovery/" + scope;
  }
}
