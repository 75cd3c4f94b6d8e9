package io.estop.workflows.deadman;

import io.estop.workflows.EstopSearchAttributes;
import io.estop.workflows.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;

/** A dead man's switch in an environment whose time skips. */
final class SwitchStage implements AutoCloseable {
  private static final String ID = "dead-mans-switch/firm";

  final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();
  final FakeSwitchActivities activities = new FakeSwitchActivities(environment::currentTimeMillis);

  SwitchStage() {
    EstopSearchAttributes.all()
        .forEach((name, type) -> environment.registerSearchAttribute(name, type));
    Worker worker = environment.newWorker(TaskQueues.BREAKER);
    worker.registerWorkflowImplementationTypes(DeadMansSwitchWorkflowImpl.class);
    worker.registerActivitiesImplementations(activities);
    environment.newWorker(TaskQueues.NOTICE).registerActivitiesImplementations(activities);
    environment.start();
  }

  void run(int ticksPerRun) {
    run(ticksPerRun, Duration.ofMinutes(1));
  }

  void run(int ticksPerRun, Duration interval) {
    DeadMansSwitchWorkflow started =
        environment
            .getWorkflowClient()
            .newWorkflowStub(
                DeadMansSwitchWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(ID)
                    .setTaskQueue(TaskQueues.BREAKER)
                    .build());
    WorkflowClient.start(started::run, new SwitchInput("firm", interval.toMillis(), ticksPerRun));
  }

  /**
   * By its id: calls follow the chain of runs, not its first. Over a client that skips no time: the
   * environment's own lets hours pass while it waits for an update.
   */
  DeadMansSwitchWorkflow deadMansSwitch() {
    return WorkflowClient.newInstance(environment.getWorkflowServiceStubs())
        .newWorkflowStub(DeadMansSwitchWorkflow.class, ID);
  }

  SwitchStatus status() {
    return deadMansSwitch().status();
  }

  SwitchStatus confirm(String actor) {
    return deadMansSwitch().confirm(new ConfirmMessage(actor, null, null));
  }

  void pass(Duration time) {
    environment.sleep(time);
  }

  @Override
  public void close() {
    environment.close();
  }
}
