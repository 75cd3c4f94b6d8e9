package io.estop.workflows.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CircuitBreakerWorkflowTest {
  private final BreakerStage stage = new BreakerStage();
  private final FakeBreakerActivities activities = stage.activities;
  private final CircuitBreakerWorkflow breaker = stage.breaker();

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void ticksAtItsInterval() {
    stage.run(1_000);

    stage.pass(BreakerStage.INTERVAL.multipliedBy(5).plusSeconds(5));

    assertThat(breaker.status().ticks()).isEqualTo(6);
    assertThat(breaker.status().state()).isEqualTo("WATCHING");
    assertThat(activities.ticks()).isEqualTo(6);
  }

  @Test
  void continuesAsNewAfterItsTicksAndGoesOn() {
    String firstRun = stage.run(3);

    stage.passIntervals(7);

    assertThat(stage.openRun()).isNotEqualTo(firstRun);
    assertThat(breaker.status().ticks()).isLessThanOrEqualTo(3);
    assertThat(activities.ticks()).isGreaterThanOrEqualTo(7);
  }

  @Test
  void pressesATripOnceHoweverOftenItTicks() {
    stage.run(2);
    activities.trip("drawdown/firm/1");

    stage.passIntervals(10);

    assertThat(activities.story()).containsExactly("trip drawdown/firm/1 of firm");
    assertThat(breaker.status().state()).isEqualTo("TRIPPED");
  }

  @Test
  void retriesAPressUntilAPlaceTakesItAndTicksMeanwhile() {
    activities.failPresses(8);
    activities.trip("drawdown/firm/1");
    stage.run(2);

    stage.passIntervals(20);

    assertThat(activities.story()).containsExactly("trip drawdown/firm/1 of firm");
    assertThat(activities.ticks()).isGreaterThanOrEqualTo(15);
  }

  @Test
  void isBlindWhenATickFailsAndSeesAgainWithTheNext() {
    activities.failOnce();
    stage.run(1_000);
    stage.passHalfAnInterval();
    BreakerStatus blind = breaker.status();

    stage.passIntervals(1);

    assertThat(blind.state()).isEqualTo("BLIND");
    assertThat(blind.why()).contains("the sensor is gone");
    assertThat(breaker.status().state()).isEqualTo("WATCHING");
  }

  @Test
  void pressesForAPerson() {
    stage.run(1_000);

    breaker.trigger(new TriggerMessage("ann", "I do not like this", "CANCEL"));
    stage.passIntervals(1);

    assertThat(activities.story()).containsExactly("ann CANCEL I do not like this");
    assertThat(breaker.status().why()).contains("ann pressed CANCEL as stop breaker-trigger-");
  }

  @Test
  void losesNoTriggerWhereItContinuesAsNew() {
    stage.run(1);

    for (int number = 1; number <= 20; number++) {
      breaker.trigger(new TriggerMessage("ann", "number " + number, "HALT"));
      stage.passHalfAnInterval();
    }
    stage.passIntervals(1);

    assertThat(activities.story()).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void recordsAMalformedTriggerAndGoesOn() {
    stage.run(1_000);

    breaker.trigger(new TriggerMessage("ann", "why", "EXPLODE"));
    stage.pass(Duration.ofSeconds(1));
    String badAction = breaker.status().why();
    breaker.trigger(new TriggerMessage(" ", "why", "HALT"));
    stage.passIntervals(1);

    assertThat(badAction).contains("action must be HALT, CANCEL or FLATTEN but was: EXPLODE");
    assertThat(breaker.status().why()).contains("actor is missing");
    assertThat(activities.story()).isEmpty();
    assertThat(activities.ticks()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void looksAtOnceWhenItIsReArmed() {
    stage.run(1_000);
    stage.passHalfAnInterval();

    breaker.rearmed("ann");
    stage.pass(Duration.ofSeconds(1));

    assertThat(activities.ticks()).isEqualTo(2);
  }

  @Test
  void pressesTripsOfOneTickBesideEachOther() {
    stage.run(2);
    activities.trips("drawdown/firm/1", "wide/firm#AAPL/1");

    stage.passIntervals(10);

    assertThat(activities.story())
        .containsExactlyInAnyOrder("trip drawdown/firm/1 of firm", "trip wide/firm#AAPL/1 of firm");
  }

  @Test
  void learnsOfATripThatOthersPressAndPressesNothing() {
    stage.run(1_000);
    stage.passHalfAnInterval();

    breaker.tripped(new TrippedMessage("wide/firm#AAPL/1", "wide trips"));
    stage.pass(Duration.ofSeconds(1));

    assertThat(activities.ticks()).isEqualTo(2);
    assertThat(activities.story()).isEmpty();
  }

  @Test
  void tellsPeopleOfAWarningAndShowsALineForEachRule() {
    activities.warns("WARN wide", "wide warns");
    stage.run(1_000);
    stage.passIntervals(1);

    assertThat(activities.story()).containsExactly("breaker/firm: WARN wide: wide warns");
    assertThat(breaker.status().lines()).containsExactly("wide of AAPL: WARNING");
  }

  @Test
  void endsItsRunBelowFourThousandEvents() {
    String firstRun = stage.run(1_000_000);

    stage.passIntervals(900);

    assertThat(stage.openRun()).isNotEqualTo(firstRun);
    assertThat(stage.history(firstRun).getEvents().size()).isBetween(3_000, 4_095);
  }
}
