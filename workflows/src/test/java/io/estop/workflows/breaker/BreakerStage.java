package io.estop.workflows.breaker;

import io.estop.workflows.EstopSearchAttributes;
import io.estop.workflows.Payloads;
import io.estop.workflows.TaskQueues;
import io.estop.workflows.stop.NoticeActivities;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;

/** A breaker of the firm in an environment whose time skips. */
final class BreakerStage implements AutoCloseable {
  static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final String ID = "breaker/firm";

  final FakeBreakerActivities activities = new FakeBreakerActivities();
  private final TestWorkflowEnvironment environment;

  BreakerStage() {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build());
    EstopSearchAttributes.all().forEach(options::registerSearchAttribute);
    environment = TestWorkflowEnvironment.newInstance(options.build());
    Worker worker = environment.newWorker(TaskQueues.BREAKER);
    worker.registerWorkflowImplementationTypes(CircuitBreakerWorkflowImpl.class);
    worker.registerActivitiesImplementations(activities);
    environment
        .newWorker(TaskQueues.NOTICE)
        .registerActivitiesImplementations((NoticeActivities) activities::told);
    environment.start();
  }

  /** Starts the breaker and returns the id of its first run. */
  String run(int ticksPerRun) {
    CircuitBreakerWorkflow started =
        environment
            .getWorkflowClient()
            .newWorkflowStub(
                CircuitBreakerWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(ID)
                    .setTaskQueue(TaskQueues.BREAKER)
                    .build());
    BreakerInput input = new BreakerInput("firm", INTERVAL.toMillis(), ticksPerRun);
    return WorkflowClient.start(started::run, input).getRunId();
  }

  /** By its id: calls follow the chain of runs, not its first. */
  CircuitBreakerWorkflow breaker() {
    return environment.getWorkflowClient().newWorkflowStub(CircuitBreakerWorkflow.class, ID);
  }

  /** Returns the id of the run that is open. */
  String openRun() {
    return environment
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(environment.getNamespace())
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(ID))
                .build())
        .getWorkflowExecutionInfo()
        .getExecution()
        .getRunId();
  }

  WorkflowExecutionHistory history(String run) {
    return environment.getWorkflowClient().fetchHistory(ID, run);
  }

  void pass(Duration time) {
    environment.sleep(time);
  }

  void passIntervals(int number) {
    pass(INTERVAL.multipliedBy(number));
  }

  /** To half way between two looks, where the in-memory server loses no message. */
  void passHalfAnInterval() {
    pass(INTERVAL.dividedBy(2));
  }

  @Override
  public void close() {
    environment.close();
  }
}
