package io.estop.activities.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.halt.press.PressResult;
import io.estop.model.Action;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.TriggerKind;
import io.estop.model.breaker.DrawdownRule;
import io.estop.model.hold.PressAnswer;
import io.estop.model.trading.Account;
import io.estop.store.Database;
import io.estop.store.breaker.Breakers;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerRow;
import io.estop.store.stop.Stops;
import io.estop.workflows.breaker.BreakerActivities.Tick;
import io.estop.workflows.breaker.TriggerMessage;
import io.temporal.failure.ApplicationFailure;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DrawdownBreakerTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-05T15:00:00Z"), ZoneOffset.UTC);

  private final Database database = RealDatabase.fresh();
  private final Breakers breakers = new Breakers(database, CLOCK);
  private final Stops stops = new Stops(database, CLOCK);
  private final Ledger ledger = new Ledger(database, CLOCK);
  private final ScriptedVenue first = new ScriptedVenue(new Account("paper", "PA1"));
  private final ScriptedVenue second = new ScriptedVenue(new Account("alpaca", "A2"));
  private final DrawdownBreaker breaker = breaker();
  private final List<Press> pressed = new ArrayList<>();

  @Test
  void tripsOnceAfterTheConfirmationsAndStaysTripped() {
    equities("60000", "40000");
    tick();
    equities("50000", "39000");
    assertThat(tick().state()).isEqualTo("WATCHING");
    Tick trip = tick();

    Tick again = tick();

    assertThat(trip.state()).isEqualTo("TRIPPED");
    assertThat(trip.tripId()).isEqualTo("drawdown/firm/1");
    assertThat(again.tripId()).isEqualTo(trip.tripId());
    assertThat(actions()).containsExactly("WARN", "TRIP");
    assertThat(ledger.firstBreak()).isEmpty();
  }

  @Test
  void returnsTheTripAfterACrashUntilItsStopIsKnown() {
    trip();
    // A new process knows only what the database says.
    DrawdownBreaker afterCrash = breaker();
    assertThat(afterCrash.tick(Scope.firm()).tripId()).isEqualTo("drawdown/firm/1");
    activities(PressAnswer.ACCEPTED).pressTrip("firm", "drawdown/firm/1");
    stops.insert(pressed.get(0), "estop/firm", "run");

    Tick after = afterCrash.tick(Scope.firm());

    assertThat(after.state()).isEqualTo("TRIPPED");
    assertThat(after.tripId()).isEmpty();
  }

  @Test
  void pressesTheStopOfTheTrip() {
    trip();

    activities(PressAnswer.ACCEPTED).pressTrip("firm", "drawdown/firm/1");
    activities(PressAnswer.ACCEPTED).pressTrip("firm", "drawdown/firm/1");

    Press press = pressed.get(0);
    assertThat(pressed).hasSize(2).allMatch(press::equals);
    assertThat(press.stopId().value()).matches("drawdown-firm-1-[0-9a-f]{8}");
    assertThat(press.action()).isEqualTo(Action.FLATTEN);
    assertThat(press.cause().trigger()).isEqualTo(TriggerKind.DRAWDOWN);
    assertThat(press.cause().actor()).isEqualTo("rule drawdown");
    assertThat(press.cause().reason()).contains("11.0000 % below");
  }

  @Test
  void failsRetryablyWhenNoPlaceTakesThePress() {
    trip();

    assertThatThrownBy(() -> activities(PressAnswer.NOT_KEPT).pressTrip("firm", "drawdown/firm/1"))
        .isInstanceOfSatisfying(
            ApplicationFailure.class, failure -> assertThat(failure.isNonRetryable()).isFalse());
  }

  @Test
  void pressesForAPerson() {
    activities(PressAnswer.ACCEPTED)
        .pressByPerson("firm", "breaker-trigger-1", new TriggerMessage("ann", "why", "CANCEL"));

    assertThat(pressed).singleElement().extracting(Press::action).isEqualTo(Action.CANCEL);
  }

  @Test
  void isBlindWhereOneAccountIsSilentAndNeverTripsOnTheRest() {
    equities("60000", "40000");
    tick();
    second.silent("no answer within 150 ms");

    Tick blind = tick();
    tick();

    assertThat(blind.state()).isEqualTo("BLIND");
    assertThat(blind.why()).contains("no equity from alpaca/A2: no answer within 150 ms");
    assertThat(actions()).containsExactly("BLIND");
    equities("60000", "40000");
    assertThat(tick().state()).isEqualTo("WATCHING");
  }

  @Test
  void readsOnlyTheAccountsOfItsScope() {
    first.equity("60000");

    assertThat(breaker.tick(Scope.parse("venue:paper")).why()).contains("equity 60000");
    assertThat(breaker.tick(Scope.parse("account:paper/PA1")).why()).contains("equity 60000");
    assertThat(breaker.tick(Scope.parse("venue:nowhere")).why()).contains("no account");
  }

  @Test
  void watchesAgainFromTheLatestEquityWhenReArmed() {
    trip();

    assertThat(breaker.rearm(Scope.firm(), "rick")).contains(new BigDecimal("89000"));

    assertThat(tick().state()).isEqualTo("WATCHING");
    equities("50000", "30000");
    tick();
    assertThat(tick().tripId()).isEqualTo("drawdown/firm/2");
    assertThat(actions()).containsExactly("WARN", "TRIP", "REARM", "WARN", "TRIP");
  }

  @Test
  void makesADifferentStopIdForScopesThatReadAlike() {
    Scope slash = Scope.parse("account:paper/PA1");
    Scope venue = Scope.parse("venue:paper");
    first.equity("100");
    breaker.tick(slash);
    breaker.tick(venue);
    first.equity("50");
    breaker.tick(slash);
    breaker.tick(venue);

    String one = stopOf(breaker.tick(slash));
    String other = stopOf(breaker.tick(venue));

    assertThat(one).startsWith("drawdown-account.paper.PA1-1-").isNotEqualTo(other);
  }

  private String stopOf(Tick tick) {
    return breakers.findTrip(tick.tripId()).orElseThrow().stopId().value();
  }

  private void trip() {
    equities("60000", "40000");
    tick();
    equities("50000", "39000");
    tick();
    tick();
  }

  private Tick tick() {
    return breaker.tick(Scope.firm());
  }

  private void equities(String ofFirst, String ofSecond) {
    first.equity(ofFirst);
    second.equity(ofSecond);
  }

  private DrawdownBreaker breaker() {
    return new DrawdownBreaker(
        database,
        breakers,
        stops,
        ledger,
        new EquitySensor(List.of(first, second)),
        new DrawdownRule(BigDecimal.TEN, 2),
        CLOCK);
  }

  private BreakerActivitiesImpl activities(PressAnswer answer) {
    return new BreakerActivitiesImpl(
        breaker,
        press -> {
          pressed.add(press);
          return new PressResult(
              press.stopId(), press.scope(), press.action(), answer, List.of(), "estop/firm");
        },
        CLOCK);
  }

  private List<String> actions() {
    List<String> all = List.of("WARN", "TRIP", "BLIND", "REARM");
    return ledger.about("breaker/firm", all, 100).stream().map(LedgerRow::action).toList();
  }
}
