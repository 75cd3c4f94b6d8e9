package io.estop.store.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.Action;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.model.breaker.Metric;
import io.estop.model.breaker.Reading;
import io.estop.model.breaker.RuleState;
import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import io.estop.store.breaker.EquityMarks.EquityMark;
import io.estop.store.breaker.EquityMarks.Moved;
import io.estop.store.breaker.RuleRow.Key;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BreakerRowsTest {
  private static final Scope FIRM = Scope.firm();
  private static final Instant AT = Instant.parse("2026-03-02T14:30:00.123456Z");
  private static final RealPostgres postgres = RealPostgres.start();

  private final MovedClock clock = new MovedClock();
  private final RuleRows rules = new RuleRows(postgres.database(), clock);
  private final Trips trips = new Trips(postgres.database());
  private final Breakers breakers = new Breakers(postgres.database(), clock);
  private final EquityMarks marks = new EquityMarks(postgres.database());

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void empty() {
    postgres.empty();
  }

  @Test
  void aStateComesBackAsItWasKept() {
    Reading bad = new Reading(Metric.SPREAD, "AAPL", new BigDecimal("5.50"), AT);
    RuleState state =
        new RuleState(
            Optional.of(AT), List.of(bad), List.of(bad, bad), true, 3, 7, Optional.of(AT));
    RuleRow row = RuleRow.first(new Key(FIRM, "wide", "AAPL")).with(state, "why");

    assertThat(rules.keep(List.of(row))).isTrue();

    assertThat(rules.of(FIRM)).containsExactly(new RuleRow(row.key(), state, "why", 1));
    assertThat(rules.of(FIRM, List.of("wide"))).hasSize(1);
    assertThat(rules.of(FIRM, List.of("other"))).isEmpty();
    assertThat(rules.of(Scope.symbol("X"))).isEmpty();
  }

  @Test
  void aStateIsKeptOnlyAgainstTheVersionItWasMadeFrom() {
    RuleRow first = RuleRow.first(new Key(FIRM, "wide", ""));
    assertThat(rules.keep(List.of(first))).isTrue();
    assertThat(rules.keep(List.of(first))).isFalse();

    RuleRow second = rules.of(FIRM).get(0);
    assertThat(rules.keep(List.of(second.with(RuleState.initial(), "second")))).isTrue();
    assertThat(rules.keep(List.of(second))).isFalse();
    assertThat(rules.of(FIRM).get(0).why()).isEqualTo("second");
  }

  @Test
  void ofParallelKeepsOneWins() {
    RuleRow row = RuleRow.first(new Key(FIRM, "wide", ""));

    assertThat(IntStream.range(0, 16).parallel().filter(i -> rules.keep(List.of(row))).count())
        .isEqualTo(1);
  }

  @Test
  void forgetsOldSubjectsButNoneThatEverTripped() {
    RuleState latched =
        new RuleState(Optional.of(AT), List.of(), List.of(), true, 0, 1, Optional.of(AT));
    rules.keep(
        List.of(
            RuleRow.first(new Key(FIRM, "wide", "ARMED")).with(latched.armed(), ""),
            RuleRow.first(new Key(FIRM, "wide", "GONE")),
            RuleRow.first(new Key(FIRM, "wide", "HELD")).with(latched, "")));
    clock.advance(Duration.ofDays(8));
    rules.keep(List.of(RuleRow.first(new Key(FIRM, "wide", "NEW"))));

    assertThat(rules.forget(FIRM, Duration.ofDays(7))).isEqualTo(1);
    assertThat(rules.of(FIRM))
        .extracting(row -> row.key().subject())
        .containsExactly("ARMED", "HELD", "NEW");
  }

  @Test
  void aTripStaysAsItWasFirstAdded() {
    Trip trip = trip("wide/firm#AAPL/1", "s-1", Optional.empty());

    assertThat(trips.add(trip)).isTrue();
    assertThat(trips.add(trip("wide/firm#AAPL/1", "s-2", Optional.empty()))).isFalse();

    assertThat(trips.find(trip.tripId())).contains(trip);
    assertThat(trips.find("none")).isEmpty();
  }

  @Test
  void aTripIsOpenUntilItIsPressedAndRecorded() {
    Trip trip = trip("wide/firm/1", "s-1", Optional.empty());
    trips.add(trip);
    assertThat(trips.unpressed(FIRM, AT)).containsExactly(trip);
    assertThat(trips.unpressed(FIRM, AT.minusSeconds(1))).isEmpty();
    assertThat(trips.unrecorded(FIRM, AT)).containsExactly(trip);
    assertThat(trips.onTheirWay(AT)).containsExactly(trip);

    trips.pressed(trip.tripId());
    assertThat(trips.recorded(trip.tripId())).isTrue();
    assertThat(trips.recorded(trip.tripId())).isFalse();

    assertThat(trips.unpressed(FIRM, AT)).isEmpty();
    assertThat(trips.unrecorded(FIRM, AT)).isEmpty();
  }

  @Test
  void aTripThatJoinedPressesNothing() {
    trips.add(trip("wide/firm/1", "s-1", Optional.of(StopId.parse("s-0"))));

    assertThat(trips.unpressed(FIRM, AT)).isEmpty();
    assertThat(trips.onTheirWay(AT)).isEmpty();
    assertThat(trips.unrecorded(FIRM, AT)).hasSize(1);
  }

  @Test
  void aTripPressesAsFarAsItsTriggerSays() {
    Trip trip = trip("wide/firm/1", "s-1", Optional.empty());

    assertThat(trip.press().action()).isEqualTo(Action.CANCEL);
    assertThat(trip.furthest()).isEqualTo(Action.FLATTEN);
    assertThat(trip.press().cause().actor()).isEqualTo("rule wide");
    assertThat(trip.press()).isEqualTo(trip.press());
  }

  @Test
  void aMissedBreakerIsPressedForOnceUntilItLooksAgain() {
    breakers.expect(FIRM, Duration.ofSeconds(5));
    Instant seen = breakers.find(FIRM).orElseThrow().tickedAt();
    StopId stop = StopId.parse("missed-1");

    assertThat(breakers.missed(FIRM, seen.minusSeconds(1), stop)).isFalse();
    assertThat(breakers.missed(FIRM, seen, stop)).isTrue();
    assertThat(breakers.missed(FIRM, seen, StopId.parse("missed-2"))).isFalse();
    assertThat(breakers.all().get(0).missedPressed()).isFalse();
    breakers.missedPressed(FIRM, stop);
    assertThat(breakers.all().get(0).missedPressed()).isTrue();

    breakers.ticked(FIRM, "WATCHING", "all is calm");

    assertThat(breakers.all().get(0).missedStop()).isEmpty();
    assertThat(breakers.all().get(0).interval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(breakers.expectOnly(List.of(Scope.symbol("X")))).isEqualTo(1);
    assertThat(breakers.all()).isEmpty();
  }

  @Test
  void aMarkIsKeptOnlyAgainstTheVersionItWasMadeFrom() {
    EquityMark first =
        new EquityMark(
            BigDecimal.TEN,
            BigDecimal.ONE,
            AT,
            0,
            Optional.of(new Moved(LocalDate.of(2026, 11, 2), new BigDecimal("-2.50"))));

    assertThat(marks.keep(FIRM, first)).isTrue();
    assertThat(marks.keep(FIRM, first)).isFalse();
    assertThat(marks.find(FIRM))
        .contains(
            new EquityMark(
                BigDecimal.TEN,
                BigDecimal.ONE,
                AT.truncatedTo(ChronoUnit.MICROS),
                1,
                first.moved()));
  }

  private static Trip trip(String id, String stop, Optional<StopId> joined) {
    return new Trip(
        id,
        FIRM,
        "wide",
        "AAPL",
        TriggerKind.VOLATILITY_SPIKE,
        "why",
        StopId.parse(stop),
        joined,
        AT);
  }
}
