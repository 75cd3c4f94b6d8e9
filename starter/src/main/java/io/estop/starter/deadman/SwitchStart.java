package io.estop.starter.deadman;

import io.estop.halt.deadman.DeadMansSwitches;
import io.estop.starter.wiring.EstopProperties;
import io.estop.workflows.TaskQueues;
import io.estop.workflows.WorkflowIds;
import io.estop.workflows.deadman.DeadMansSwitchWorkflow;
import io.estop.workflows.deadman.SwitchInput;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Arms the dead man's switch as this process is configured, once, and keeps its run going: starts
 * it, and again should it have ended. A switch that is configured off is disarmed, recorded.
 */
@Component
public final class SwitchStart {
  private static final Logger log = LoggerFactory.getLogger(SwitchStart.class);
  private static final Duration AGAIN = Duration.ofSeconds(30);

  private final DeadMansSwitches switches;
  private final WorkflowClient client;
  private final EstopProperties.DeadMansSwitch settings;
  private final Clock clock;
  // Written and read by the switch loop's thread alone.
  private boolean set;
  private Instant taken = Instant.EPOCH;

  SwitchStart(
      DeadMansSwitches switches, WorkflowClient client, EstopProperties properties, Clock clock) {
    this.switches = switches;
    this.client = client;
    this.settings = properties.deadMansSwitch();
    this.clock = clock;
  }

  /** Does what is left to do. Throws what PostgreSQL or Temporal throws; called again. */
  public void ensure() {
    if (!set) {
      arm();
      set = true;
    }
    if (settings.enabled() && !taken.plus(AGAIN).isAfter(clock.instant())) {
      start();
      taken = clock.instant();
    }
  }

  private void arm() {
    boolean changed =
        switches.set(
            settings.stopped(), settings.enabled(), settings.settings(), settings.checkInterval());
    if (changed && settings.enabled()) {
      log.info("the dead man's switch of {} is set", settings.stopped());
    } else if (changed) {
      log.warn("the dead man's switch of {} is disarmed by the configuration", settings.stopped());
    }
  }

  private void start() {
    DeadMansSwitchWorkflow run = client.newWorkflowStub(DeadMansSwitchWorkflow.class, options());
    WorkflowClient.start(
        run::run,
        new SwitchInput(
            settings.stopped().toString(),
            settings.checkInterval().toMillis(),
            settings.ticksPerRun()));
  }

  private WorkflowOptions options() {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(WorkflowIds.deadMansSwitch(settings.stopped()))
        .setTaskQueue(TaskQueues.BREAKER)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setStaticSummary("Dead man's switch of " + settings.stopped())
        .build();
  }
}
