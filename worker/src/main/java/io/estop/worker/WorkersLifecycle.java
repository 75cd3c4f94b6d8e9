package io.estop.worker;

import io.estop.store.Database;
import io.estop.store.EnvironmentMismatchException;
import io.estop.workflows.TaskQueues;
import io.estop.workflows.breaker.BreakerActivities;
import io.estop.workflows.breaker.CircuitBreakerWorkflowImpl;
import io.estop.workflows.deadman.DeadMansSwitchWorkflowImpl;
import io.estop.workflows.deadman.SwitchActivities;
import io.estop.workflows.maintenance.MaintenanceActivities;
import io.estop.workflows.maintenance.MaintenanceWorkflowImpl;
import io.estop.workflows.recovery.RecoveryActivities;
import io.estop.workflows.recovery.RecoveryWorkflowImpl;
import io.estop.workflows.stop.EmergencyStopWorkflowImpl;
import io.estop.workflows.stop.HaltActivities;
import io.estop.workflows.stop.LiquidationActivities;
import io.estop.workflows.stop.NoticeActivities;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts the workers once PostgreSQL and Temporal are there, and tries again until they are; the
 * process lives on meanwhile. Stops them with time for what runs.
 */
@Component
class WorkersLifecycle implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(WorkersLifecycle.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration READY_AGAIN = Duration.ofSeconds(5);
  private static final Duration STICKY = Duration.ofSeconds(1);
  private static final int HALT_SLOTS = 50;
  private static final int LIQUIDATION_SLOTS = 8;
  private static final int OTHER_SLOTS = 10;

  private final WorkflowClient client;
  private final WorkflowServiceStubs service;
  private final Database database;
  private final WorkerProperties properties;
  private final Hands hands;
  // Written by the starting thread, read by health.
  private volatile String state = "not started";
  private volatile @Nullable WorkerFactory factory;
  private volatile @Nullable Thread starting;

  WorkersLifecycle(
      WorkflowClient client,
      WorkflowServiceStubs service,
      Database database,
      WorkerProperties properties,
      Hands hands) {
    this.client = client;
    this.service = service;
    this.database = database;
    this.properties = properties;
    this.hands = hands;
  }

  /** Every activity, one class per contract. */
  record Hands(
      HaltActivities halt,
      LiquidationActivities liquidation,
      NoticeActivities notice,
      BreakerActivities breaker,
      RecoveryActivities recovery,
      SwitchActivities deadMansSwitch,
      MaintenanceActivities maintenance) {}

  /** Returns {@code polling}, or what start waits for. */
  String state() {
    return state;
  }

  /** Returns whether the workers take tasks. */
  boolean isPolling() {
    return factory != null;
  }

  @Override
  public void start() {
    Thread thread = new Thread(this::startWhenReady, "workers-start");
    thread.setDaemon(true);
    starting = thread;
    thread.start();
  }

  private void startWhenReady() {
    while (!Thread.currentThread().isInterrupted() && !tryStart()) {
      pause(RETRY);
    }
    while (!Thread.currentThread().isInterrupted()) {
      pause(READY_AGAIN);
      keepReady();
    }
  }

  private static void pause(Duration length) {
    try {
      Thread.sleep(length.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  // A Temporal that lost its database knows neither namespace nor search attributes any more.
  private void keepReady() {
    try {
      new TemporalReady(service, properties.environment()).ensure();
    } catch (StatusRuntimeException silent) {
      log.debug("Temporal is not there: {}", silent.getMessage());
    }
  }

  // A process edge: whatever is not there yet is said and tried again.
  private boolean tryStart() {
    try {
      state = "waiting for PostgreSQL";
      database.migrate();
      state = "waiting for Temporal";
      new TemporalReady(service, properties.environment()).ensure();
      WorkerFactory workers = workers();
      workers.start();
      factory = workers;
      state = "polling";
      log.info("workers poll {}", properties.environment());
      return true;
    } catch (EnvironmentMismatchException mismatch) {
      log.error("{}", mismatch.getMessage());
      System.exit(78);
      return true;
    } catch (RuntimeException notReady) {
      String why = state + ": " + notReady.getMessage();
      if (!why.equals(state)) {
        log.warn("workers cannot start yet, trying again each second: {}", why);
      }
      state = why;
      return false;
    }
  }

  private WorkerFactory workers() {
    WorkerFactory made =
        WorkerFactory.newInstance(client, WorkerFactoryOptions.newBuilder().build());
    Worker halt = made.newWorker(TaskQueues.HALT, options(HALT_SLOTS));
    halt.registerWorkflowImplementationTypes(EmergencyStopWorkflowImpl.class);
    halt.registerActivitiesImplementations(hands.halt(), hands.liquidation());
    made.newWorker(TaskQueues.LIQUIDATION, options(LIQUIDATION_SLOTS))
        .registerActivitiesImplementations(hands.liquidation());
    made.newWorker(TaskQueues.NOTICE, options(OTHER_SLOTS))
        .registerActivitiesImplementations(hands.notice());
    Worker breaker = made.newWorker(TaskQueues.BREAKER, options(OTHER_SLOTS));
    breaker.registerWorkflowImplementationTypes(
        CircuitBreakerWorkflowImpl.class,
        DeadMansSwitchWorkflowImpl.class,
        MaintenanceWorkflowImpl.class);
    breaker.registerActivitiesImplementations(
        hands.breaker(), hands.deadMansSwitch(), hands.maintenance());
    Worker recovery = made.newWorker(TaskQueues.RECOVERY, options(OTHER_SLOTS));
    recovery.registerWorkflowImplementationTypes(RecoveryWorkflowImpl.class);
    recovery.registerActivitiesImplementations(hands.recovery(), hands.notice());
    return made;
  }

  private static WorkerOptions options(int activities) {
    return WorkerOptions.newBuilder()
        .setMaxConcurrentWorkflowTaskExecutionSize(50)
        .setMaxConcurrentLocalActivityExecutionSize(50)
        .setMaxConcurrentActivityExecutionSize(activities)
        // A dead worker's cached runs are given to another one after this.
        .setStickyQueueScheduleToStartTimeout(STICKY)
        .build();
  }

  @Override
  public void stop() {
    Thread thread = starting;
    if (thread != null) {
      thread.interrupt();
    }
    WorkerFactory workers = factory;
    if (workers != null) {
      workers.shutdown();
      workers.awaitTermination(5, TimeUnit.SECONDS);
      workers.shutdownNow();
      factory = null;
      state = "stopped";
    }
  }

  @Override
  public boolean isRunning() {
    return starting != null;
  }
}
