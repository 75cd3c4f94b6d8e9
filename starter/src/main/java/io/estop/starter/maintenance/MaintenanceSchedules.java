package io.estop.starter.maintenance;

import io.estop.halt.maintenance.Maintenance;
import io.estop.store.maintenance.WindowRow;
import io.estop.workflows.TaskQueues;
import io.estop.workflows.WorkflowIds;
import io.estop.workflows.maintenance.MaintenanceWorkflow;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleCalendarSpec;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.ScheduleRange;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Gives each approved window a schedule in Temporal that halts its scope in time. Whatever Temporal
 * does not take is begun by the watchdogs all the same.
 */
@Component
public final class MaintenanceSchedules {
  /** Between two looks. */
  public static final Duration PAUSE = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(MaintenanceSchedules.class);

  private final Maintenance maintenance;
  private final ScheduleClient schedules;
  // Written and read by the one thread that looks.
  private final Set<String> made = new HashSet<>();
  private boolean supported = true;

  MaintenanceSchedules(Maintenance maintenance, WorkflowClient client) {
    this.maintenance = maintenance;
    this.schedules =
        ScheduleClient.newInstance(
            client.getWorkflowServiceStubs(),
            ScheduleClientOptions.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setDataConverter(client.getOptions().getDataConverter())
                .build());
  }

  /** Makes what is missing. Throws what PostgreSQL or Temporal throws; called again. */
  public void ensure() {
    if (!supported) {
      return;
    }
    List<WindowRow> waiting = maintenance.waiting();
    made.retainAll(waiting.stream().map(WindowRow::windowId).toList());
    waiting.stream().filter(window -> !made.contains(window.windowId())).forEach(this::make);
  }

  private void make(WindowRow window) {
    try {
      schedules.createSchedule(
          WorkflowIds.maintenance(window.windowId()),
          schedule(window),
          ScheduleOptions.newBuilder().build());
      log.info("maintenance {} is scheduled for {}", window.windowId(), window.haltAt());
      made.add(window.windowId());
    } catch (ScheduleAlreadyRunningException known) {
      made.add(window.windowId());
    } catch (ScheduleException | StatusRuntimeException failed) {
      if (!isUnsupported(failed)) {
        throw failed;
      }
      // The in-memory server has no schedules.
      supported = false;
      log.warn("this Temporal has no schedules: maintenance is begun by the watchdogs alone");
    }
  }

  /**
   * Takes a cancelled window's schedule away; where it stays its run finds the window cancelled.
   */
  void remove(String windowId) {
    try {
      schedules.getHandle(WorkflowIds.maintenance(windowId)).delete();
    } catch (ScheduleException | StatusRuntimeException stays) {
      log.info("the schedule of maintenance {} stays: {}", windowId, stays.toString());
    }
  }

  private static boolean isUnsupported(Throwable failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof StatusRuntimeException status
          && status.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        return true;
      }
    }
    return false;
  }

  private static Schedule schedule(WindowRow window) {
    return Schedule.newBuilder()
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(MaintenanceWorkflow.class)
                .setArguments(window.windowId())
                .setOptions(
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(WorkflowIds.maintenance(window.windowId()))
                        .setTaskQueue(TaskQueues.BREAKER)
                        .setStaticSummary("Halt " + window.scope() + " for maintenance")
                        .build())
                .build())
        .setSpec(ScheduleSpec.newBuilder().setCalendars(List.of(once(window.haltAt()))).build())
        .setState(ScheduleState.newBuilder().setLimitedAction(true).setRemainingActions(1).build())
        .build();
  }

  private static ScheduleCalendarSpec once(Instant moment) {
    ZonedDateTime at = moment.atZone(ZoneOffset.UTC);
    return ScheduleCalendarSpec.newBuilder()
        .setYear(only(at.getYear()))
        .setMonth(only(at.getMonthValue()))
        .setDayOfMonth(only(at.getDayOfMonth()))
        .setHour(only(at.getHour()))
        .setMinutes(only(at.getMinute()))
        .setSeconds(only(at.getSecond()))
        .build();
  }

  private static List<ScheduleRange> only(int value) {
    return List.of(new ScheduleRange(value));
  }
}
