package io.estop.activities.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.breaker.rules.RuleBook;
import io.estop.breaker.rules.StandardRules;
import io.estop.breaker.sensor.DrawdownSensor;
import io.estop.breaker.watch.Rearm;
import io.estop.breaker.watch.Watch;
import io.estop.halt.press.PressResult;
import io.estop.model.Action;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.TriggerKind;
import io.estop.model.hold.PressAnswer;
import io.estop.model.trading.Account;
import io.estop.store.Database;
import io.estop.store.MovedClock;
import io.estop.store.breaker.EquityMarks;
import io.estop.workflows.breaker.BreakerActivities.Tick;
import io.estop.workflows.breaker.TriggerMessage;
import io.temporal.failure.ApplicationFailure;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The fall of equity from sensor to press, with what the database remembers of it. */
final class BreakerActivitiesImplTest {
  private final Database database = RealDatabase.fresh();
  private final MovedClock clock = new MovedClock();
  private final ScriptedVenue first = new ScriptedVenue(new Account("paper", "PA1"));
  private final ScriptedVenue second = new ScriptedVenue(new Account("alpaca", "A2"));
  private final RuleBook book = StandardRules.book(List.of(), "firm", BigDecimal.TEN, 2);
  private final Watch watch =
      new Watch(
          database,
          () -> book,
          scope ->
              List.of(new DrawdownSensor(scope, List.of(first, second), new EquityMarks(database))),
          () -> false,
          clock);
  private final Rearm rearm = new Rearm(database, watch::book, clock);
  private final List<Press> pressed = new ArrayList<>();
  private PressAnswer answer = PressAnswer.ACCEPTED;
  private final BreakerActivitiesImpl activities =
      new BreakerActivitiesImpl(watch, this::pressed, clock);

  @Test
  void tripsOnceAfterTheConfirmationsAndPressesUntilAPlaceTookIt() {
    trip();
    answer = PressAnswer.NOT_KEPT;
    assertThatThrownBy(() -> activities.pressTrip("firm", "drawdown/firm/1"))
        .isInstanceOfSatisfying(
            ApplicationFailure.class, failure -> assertThat(failure.isNonRetryable()).isFalse());
    clock.advance(Duration.ofSeconds(4));
    assertThat(tick().tripId()).isEqualTo("drawdown/firm/1");

    answer = PressAnswer.ACCEPTED;
    activities.pressTrip("firm", "drawdown/firm/1");

    assertThat(tick().tripId()).isEmpty();
    assertThat(tick().state()).isEqualTo("TRIPPED");
    Press press = pressed.get(0);
    assertThat(pressed).hasSize(2).allMatch(press::equals);
    assertThat(press.stopId().value()).matches("drawdown-firm-1-[0-9a-f]{8}");
    assertThat(press.action()).isEqualTo(Action.FLATTEN);
    assertThat(press.cause().trigger()).isEqualTo(TriggerKind.DRAWDOWN);
    assertThat(press.cause().actor()).isEqualTo("rule drawdown");
    assertThat(press.cause().reason()).contains("11.0000 at");
  }

  @Test
  void isBlindWhereOneAccountIsSilentAndNeverTripsOnTheRest() {
    equities("60000", "40000");
    tick();
    second.silent("no answer within 150 ms");

    Tick blind = tick();

    assertThat(blind.state()).isEqualTo("BLIND");
    assertThat(blind.why()).contains("no equity from alpaca/A2: no answer within 150 ms");
    equities("60000", "40000");
    assertThat(tick().state()).isEqualTo("WATCHING");
  }

  @Test
  void anAbsurdOrMissingEquityFakesNoFall() {
    equities("60000", "40000");
    tick();
    equities("0", "0");
    assertThat(tick().why()).contains("equity must be positive but was 0");
    equities("-60000", "40000");
    assertThat(tick().why()).contains("equity must be positive but was -20000");
    equities("6000000", "4000000");
    tick();
    equities("60000", "40000");
    tick();

    assertThat(tick().state()).isEqualTo("WATCHING");
    assertThat(new EquityMarks(database).find(Scope.firm()).orElseThrow().mark())
        .isEqualByComparingTo("100000");
  }

  @Test
  void watchesAgainFromTheEquityThatPeopleApproved() {
    trip();
    activities.pressTrip("firm", "drawdown/firm/1");
    assertThat(rearm.base(Scope.firm())).contains(new BigDecimal("89000"));
    assertThat(rearm.refusal(Scope.firm())).isEmpty();

    rearm.rearm(Scope.firm(), "rick", rearm.base(Scope.firm()));
    database
        .jdbc()
        .sql("insert into hold_release select stop_id, now(), 1 from breaker_trip")
        .update();

    assertThat(tick().state()).isEqualTo("WATCHING");
    equities("50000", "30000");
    tick();
    assertThat(tick().tripId()).isEqualTo("drawdown/firm/2");
  }

  @Test
  void tellsLinesOnlyWhenTheyChange() {
    equities("60000", "40000");
    assertThat(tick().lines()).containsExactly("1 rules watch, calm on 1 subjects");
    assertThat(tick().lines()).isNull();
    equities("50000", "39000");
    assertThat(tick().lines()).hasSize(2);
  }

  @Test
  void pressesForAPerson() {
    activities.pressByPerson(
        "firm", "breaker-trigger-1", new TriggerMessage("ann", "why", "CANCEL"));

    assertThat(pressed).singleElement().extracting(Press::action).isEqualTo(Action.CANCEL);
    assertThat(pressed.get(0).escalation()).isEqualTo(Optional.empty());
  }

  private void trip() {
    equities("60000", "40000");
    tick();
    equities("50000", "39000");
    assertThat(tick().state()).isEqualTo("WATCHING");
    assertThat(tick().tripId()).isEqualTo("drawdown/firm/1");
  }

  private Tick tick() {
    clock.advance(Duration.ofSeconds(1));
    return activities.tick("firm");
  }

  private void equities(String ofFirst, String ofSecond) {
    first.equity(ofFirst);
    second.equity(ofSecond);
  }

  private PressResult pressed(Press press) {
    pressed.add(press);
    return new PressResult(
        press.stopId(), press.scope(), press.action(), answer, List.of(), "estop/firm");
  }
}
