package io.estop.activities.deadman;

import io.estop.halt.maintenance.Maintenance;
import io.estop.halt.maintenance.MaintenanceRefusedException;
import io.estop.workflows.maintenance.MaintenanceActivities;
import io.temporal.failure.ApplicationFailure;

/** Halts for maintenance. */
public final class MaintenanceActivitiesImpl implements MaintenanceActivities {
  private final Maintenance maintenance;

  public MaintenanceActivitiesImpl(Maintenance maintenance) {
    this.maintenance = maintenance;
  }

  @Override
  public boolean begin(String windowId) {
    try {
      return maintenance.begin(windowId);
    } catch (MaintenanceRefusedException refused) {
      throw ApplicationFailure.newNonRetryableFailure(
          String.valueOf(refused.getMessage()), refused.kind().name());
    }
  }
}
