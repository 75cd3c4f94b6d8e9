package io.estop.workflows.maintenance;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What a planned maintenance needs done. */
@ActivityInterface
public interface MaintenanceActivities {

  /**
   * Halts the scope of an approved window that is due. Idempotent. Returns whether it is halted for
   * the window; false where the window is cancelled or not due.
   */
  @ActivityMethod(name = "MaintenanceBegin")
  boolean begin(String windowId);
}
