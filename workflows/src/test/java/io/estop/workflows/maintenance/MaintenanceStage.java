package io.estop.workflows.maintenance;

import io.estop.workflows.Payloads;
import io.estop.workflows.TaskQueues;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;

/** The run that a schedule starts for {@link #WINDOW}, in an environment whose time skips. */
final class MaintenanceStage implements AutoCloseable {
  static final String WINDOW = "gateway-upgrade";
  private static final String ID = "maintenance/" + WINDOW;

  final FakeMaintenance window;
  private final TestWorkflowEnvironment environment;

  MaintenanceStage() {
    environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(Payloads.converter())
                        .build())
                .build());
    window = new FakeMaintenance(environment::currentTimeMillis);
    Worker worker = environment.newWorker(TaskQueues.BREAKER);
    worker.registerWorkflowImplementationTypes(MaintenanceWorkflowImpl.class);
    worker.registerActivitiesImplementations(window);
    environment.start();
  }

  /** Lets the run go to its end and returns what it says. */
  boolean run() {
    return environment
        .getWorkflowClient()
        .newWorkflowStub(
            MaintenanceWorkflow.class,
            WorkflowOptions.newBuilder().setWorkflowId(ID).setTaskQueue(TaskQueues.BREAKER).build())
        .run(WINDOW);
  }

  String history() {
    return environment.getWorkflowClient().fetchHistory(ID).toJson(true);
  }

  void pass(Duration time) {
    environment.sleep(time);
  }

  @Override
  public void close() {
    environment.close();
  }
}
