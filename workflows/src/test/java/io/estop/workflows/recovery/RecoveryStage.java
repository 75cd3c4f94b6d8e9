package io.estop.workflows.recovery;

import io.estop.workflows.EstopSearchAttributes;
import io.estop.workflows.Payloads;
import io.estop.workflows.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.Objects;

/** A recovery of the firm in an environment whose time skips, and the people who lead it. */
final class RecoveryStage implements AutoCloseable {
  static final Signer OPERATOR = new Signer("olga", "OPERATOR");
  static final Signer RISK = new Signer("rick", "RISK");
  private static final String ID = "recovery/firm";

  final FakeRecoveryActivities activities = new FakeRecoveryActivities();
  final RecoveryWorkflow recovery;
  private final TestWorkflowEnvironment environment;

  RecoveryStage() {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build());
    EstopSearchAttributes.all().forEach(options::registerSearchAttribute);
    environment = TestWorkflowEnvironment.newInstance(options.build());
    Worker worker = environment.newWorker(TaskQueues.RECOVERY);
    worker.registerWorkflowImplementationTypes(RecoveryWorkflowImpl.class);
    worker.registerActivitiesImplementations(activities);
    environment.newWorker(TaskQueues.NOTICE).registerActivitiesImplementations(activities);
    environment.start();
    recovery =
        environment
            .getWorkflowClient()
            .newWorkflowStub(
                RecoveryWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(ID)
                    .setTaskQueue(TaskQueues.RECOVERY)
                    .build());
  }

  void begin() {
    WorkflowClient.start(recovery::run, new RecoveryInput("firm", "s1", "olga"));
    pass(Duration.ofSeconds(1));
  }

  void beginSigned() {
    begin();
    recovery.sign(OPERATOR, "a bad feed");
  }

  /** Requests, approves and soaks one stage. */
  RecoveryStatus walk(String stage, String factor) {
    RecoveryStatus waiting = recovery.request(OPERATOR, stage, factor);
    RecoveryStatus applied = recovery.approve(RISK, stage, hash(waiting));
    pass(Duration.ofMillis(FakeRecoveryActivities.SOAK + 1_000));
    return applied;
  }

  static String hash(RecoveryStatus status) {
    return Objects.requireNonNull(status.approvalHash());
  }

  /** Waits for the end of the run. */
  void end() {
    WorkflowStub.fromTyped(recovery).getResult(Void.class);
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
