package io.estop.workflows.deadman;

import io.estop.workflows.EstopSearchAttributes;
import io.estop.workflows.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A dead man's switch in an environment whose time skips. */
final class SwitchStage implements AutoCloseable {
  private static final String ID = "dead-mans-switch/firm";
  private static final long ANSWER_SECONDS = 5;

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

  /**
   * The in-memory server now and then keeps an answer to itself although the handler is done, which
   * the real one does not; then what came of it is asked for.
   */
  SwitchStatus confirm(String actor) {
    try {
      return CompletableFuture.supplyAsync(
              () -> deadMansSwitch().confirm(new ConfirmMessage(actor, null, null)))
          .get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException keptBack) {
      return status();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException refused
          ? refused
          : new IllegalStateException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  void pass(Duration time) {
    environment.sleep(time);
  }

  @Override
  public void close() {
    environment.close();
  }
}
