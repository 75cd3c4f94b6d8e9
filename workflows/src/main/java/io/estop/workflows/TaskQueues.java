package io.estop.workflows;

/** Task queues: a backlog on one never delays another, least of all a halt. */
public final class TaskQueues {
  public static final String HALT = "estop-halt";
  public static final String LIQUIDATION = "estop-liquidation";
  public static final String NOTICE = "estop-notice";
  public static final String BREAKER = "estop-breaker";
  public static final String RECOVERY = "estop-recovery";

  private TaskQueues() {}
}
