package io.estop.workflows.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.workflows.EstopSearchAttributes;
import io.estop.workflows.TaskQueues;
import io.estop.workflows.stop.NoticeActivities;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CircuitBreakerWorkflowTest {
  private static final long INTERVAL = 10_000;
  private static final Duration ONE_INTERVAL = Duration.ofMillis(INTERVAL);

  private final FakeBreakerActivities activities = new FakeBreakerActivities();
  private TestWorkflowEnvironment environment;
  private CircuitBreakerWorkflow breaker;

  @BeforeEach
  void start() {
    environment = TestWorkflowEnvironment.newInstance();
    EstopSearchAttributes.all()
        .forEach((name, type) -> environment.registerSearchAttribute(name, type));
    Worker worker = environment.newWorker(TaskQueues.BREAKER);
    worker.registerWorkflowImplementationTypes(CircuitBreakerWorkflowImpl.class);
    worker.registerActivitiesImplementations(activities);
    environment
        .newWorker(TaskQueues.NOTICE)
        .registerActivitiesImplementations((NoticeActivities) activities::told);
    environment.start();
    // By its id: calls follow the chain of runs, not its first.
    breaker =
        environment
            .getWorkflowClient()
            .newWorkflowStub(CircuitBreakerWorkflow.class, "breaker/firm");
  }

  @AfterEach
  void stop() {
    environment.close();
  }

  @Test
  void ticksAtItsInterval() {
    run(1_000);

    environment.sleep(ONE_INTERVAL.multipliedBy(5).plusSeconds(5));

    assertThat(breaker.status().ticks()).isEqualTo(6);
    assertThat(breaker.status().state()).isEqualTo("WATCHING");
    assertThat(activities.ticks()).isEqualTo(6);
  }

  @Test
  void continuesAsNewAfterItsTicksAndGoesOn() {
    run(3);
    String firstRun = runId();

    environment.sleep(ONE_INTERVAL.multipliedBy(7));

    assertThat(runId()).isNotEqualTo(firstRun);
    assertThat(breaker.status().ticks()).isLessThanOrEqualTo(3);
    assertThat(activities.ticks()).isGreaterThanOrEqualTo(7);
  }

  @Test
  void pressesATripOnceHoweverOftenItTicks() {
    run(2);
    activities.trip("drawdown/firm/1");

    environment.sleep(ONE_INTERVAL.multipliedBy(10));

    assertThat(activities.story()).containsExactly("trip drawdown/firm/1 of firm");
    assertThat(breaker.status().state()).isEqualTo("TRIPPED");
  }

  @Test
  void retriesAPressUntilAPlaceTakesItAndTicksMeanwhile() {
    activities.failPresses(8);
    activities.trip("drawdown/firm/1");
    run(2);

    environment.sleep(ONE_INTERVAL.multipliedBy(20));

    assertThat(activities.story()).containsExactly("trip drawdown/firm/1 of firm");
    assertThat(activities.ticks()).isGreaterThanOrEqualTo(15);
  }

  @Test
  void isBlindWhenATickFailsAndSeesAgainWithTheNext() {
    activities.failOnce();
    run(1_000);
    environment.sleep(ONE_INTERVAL.dividedBy(2));
    BreakerStatus blind = breaker.status();

    environment.sleep(ONE_INTERVAL);

    assertThat(blind.state()).isEqualTo("BLIND");
    assertThat(blind.why()).contains("the sensor is gone");
    assertThat(breaker.status().state()).isEqualTo("WATCHING");
  }

  @Test
  void pressesForAPerson() {
    run(1_000);

    breaker.trigger(new TriggerMessage("ann", "I do not like this", "CANCEL"));
    environment.sleep(ONE_INTERVAL);

    assertThat(activities.story()).containsExactly("ann CANCEL I do not like this");
    assertThat(breaker.status().why()).contains("ann pressed CANCEL as stop breaker-trigger-");
  }

  @Test
  void losesNoTriggerWhereItContinuesAsNew() {
    run(1);

    for (int number = 1; number <= 20; number++) {
      breaker.trigger(new TriggerMessage("ann", "number " + number, "HALT"));
      environment.sleep(ONE_INTERVAL.dividedBy(2));
    }
    environment.sleep(ONE_INTERVAL);

    assertThat(activities.story()).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void recordsAMalformedTriggerAndGoesOn() {
    run(1_000);

    breaker.trigger(new TriggerMessage("ann", "why", "EXPLODE"));
    environment.sleep(Duration.ofSeconds(1));
    String badAction = breaker.status().why();
    breaker.trigger(new TriggerMessage(" ", "why", "HALT"));
    environment.sleep(ONE_INTERVAL);

    assertThat(badAction).contains("action must be HALT, CANCEL or FLATTEN but was: EXPLODE");
    assertThat(breaker.status().why()).contains("actor is missing");
    assertThat(activities.story()).isEmpty();
    assertThat(activities.ticks()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void looksAtOnceWhenItIsReArmed() {
    run(1_000);
    environment.sleep(ONE_INTERVAL.dividedBy(2));

    breaker.rearmed("ann");
    environment.sleep(Duration.ofSeconds(1));

    assertThat(activities.ticks()).isEqualTo(2);
  }

  @Test
  void pressesTripsOfOneTickBesideEachOther() {
    run(2);
    activities.trips("drawdown/firm/1", "wide/firm#AAPL/1");

    environment.sleep(ONE_INTERVAL.multipliedBy(10));

    assertThat(activities.story())
        .containsExactlyInAnyOrder("trip drawdown/firm/1 of firm", "trip wide/firm#AAPL/1 of firm");
  }

  @Test
  void learnsOfATripThatOthersPressAndPressesNothing() {
    run(1_000);
    environment.sleep(ONE_INTERVAL.dividedBy(2));

    breaker.tripped(new TrippedMessage("wide/firm#AAPL/1", "wide trips"));
    environment.sleep(Duration.ofSeconds(1));

    assertThat(activities.ticks()).isEqualTo(2);
    assertThat(activities.story()).isEmpty();
  }

  @Test
  void tellsPeopleOfAWarningAndShowsALineForEachRule() {
    activities.warns("WARN wide", "wide warns");
    run(1_000);
    environment.sleep(ONE_INTERVAL);

    assertThat(activities.story()).containsExactly("breaker/firm: WARN wide: wide warns");
    assertThat(breaker.status().lines()).containsExactly("wide of AAPL: WARNING");
  }

  @Test
  void endsItsRunBelowFourThousandEvents() {
    run(1_000_000);
    String firstRun = runId();

    environment.sleep(ONE_INTERVAL.multipliedBy(900));

    assertThat(runId()).isNotEqualTo(firstRun);
    assertThat(historyLength(firstRun)).isBetween(3_000, 4_095);
  }

  private int historyLength(String run) {
    return environment
        .getWorkflowClient()
        .fetchHistory("breaker/firm", run)
        .getHistory()
        .getEventsCount();
  }

  private void run(int ticksPerRun) {
    CircuitBreakerWorkflow started =
        environment
            .getWorkflowClient()
            .newWorkflowStub(
                CircuitBreakerWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId("breaker/firm")
                    .setTaskQueue(TaskQueues.BREAKER)
                    .build());
    WorkflowClient.start(started::run, new BreakerInput("firm", INTERVAL, ticksPerRun));
  }

  private String runId() {
    WorkflowExecution execution =
        WorkflowStub.fromTyped(breaker).getExecution().toBuilder().clearRunId().build();
    return environment
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(environment.getNamespace())
                .setExecution(execution)
                .build())
        .getWorkflowExecutionInfo()
        .getExecution()
        .getRunId();
  }
}
