package io.estop.breaker.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.breaker.rules.RuleBook;
import io.estop.breaker.sensor.Sensor;
import io.estop.breaker.watch.Watch.Taken;
import io.estop.model.Action;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.breaker.Metric;
import io.estop.model.breaker.Reading;
import io.estop.model.breaker.Rule;
import io.estop.model.breaker.RuleKeys;
import io.estop.model.hold.Hold;
import io.estop.model.hold.Mode;
import io.estop.store.MovedClock;
import io.estop.store.Presses;
import io.estop.store.RealPostgres;
import io.estop.store.alarm.Alarm;
import io.estop.store.alarm.Alarms;
import io.estop.store.breaker.Breakers;
import io.estop.store.breaker.RuleRows;
import io.estop.store.breaker.Trip;
import io.estop.store.breaker.Trips;
import io.estop.store.flag.Flag;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerRow;
import io.estop.store.stop.Stops;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WatchTest {
  private static final Scope FIRM = Scope.firm();
  private static final Instant BEGAN = Instant.parse("2026-11-23T00:00:00Z");
  private static final RealPostgres postgres = RealPostgres.start();

  private final MovedClock clock = new MovedClock();
  private final ScriptedSensor spreads = new ScriptedSensor("quotes of paper", Metric.SPREAD);
  private final ScriptedSensor backlog = new ScriptedSensor("Temporal", Metric.QUEUE_BACKLOG);
  private final Stops stops = new Stops(postgres.database(), clock);
  private final Flag flag = new Flag(postgres.database(), clock);
  private final Trips trips = new Trips(postgres.database());
  private final Ledger ledger = new Ledger(postgres.database(), clock);
  private Duration jumped = Duration.ZERO;
  private boolean observeOnly;

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void empty() {
    postgres.empty();
  }

  @Test
  void tripsOnceAfterItsConfirmationsAndStaysTripped() {
    Watch watch = watch(wide(), busy());
    backlog.sees("estop-halt", "0");
    spreads.sees("AAPL", "9").sees("MSFT", "1");

    assertThat(tick(watch).state()).isEqualTo("WATCHING");
    Found trip = tick(watch);
    Found again = tick(watch);

    assertThat(trip.state()).isEqualTo("TRIPPED");
    assertThat(trip.trips()).containsExactly("wide/firm#AAPL/1");
    assertThat(trip.why()).contains("wide of AAPL: TRIPPED, wide trips: spread of AAPL above");
    assertThat(again.trips()).isEmpty();
    assertThat(again.state()).isEqualTo("TRIPPED");
    assertThat(actions()).containsExactly("TRIP");
    Trip row = watch.trip("wide/firm#AAPL/1").orElseThrow();
    assertThat(row.press().action()).isEqualTo(Action.CANCEL);
    assertThat(row.stopId().value()).matches("wide-firm-1-[0-9a-f]{8}");
  }

  @Test
  void warnsOnceAndTellsPeople() {
    Watch watch = watch(wide());
    spreads.sees("AAPL", "4.5");
    tick(watch);

    assertThat(tick(watch).warnings())
        .singleElement()
        .matches(warning -> warning.text().startsWith("wide warns: spread of AAPL above or at 4 "));

    assertThat(tick(watch).warnings()).isEmpty();
    assertThat(actions()).containsExactly("WARN");
  }

  @Test
  void confirmationsCountForOneSubjectAlone() {
    Watch watch = watch(wide());
    spreads.sees("AAPL", "9").sees("MSFT", "1");
    tick(watch);
    spreads.sees("AAPL", "1").sees("MSFT", "9");

    assertThat(tick(watch).trips()).isEmpty();
  }

  @Test
  void handsOutATripUntilItIsPressed() {
    Watch watch = watch(wide());
    spreads.sees("AAPL", "9");
    tick(watch);
    String id = tick(watch).trips().get(0);
    clock.advance(Duration.ofSeconds(4));

    // A new process knows only what the database says.
    Watch afterCrash = watch(wide());
    assertThat(tick(afterCrash).trips()).containsExactly(id);
    afterCrash.pressed(afterCrash.trip(id).orElseThrow());

    assertThat(tick(afterCrash).trips()).isEmpty();
    assertThat(actions()).containsExactly("TRIP");
  }

  @Test
  void tripsAgainHoweverLongNobodyReadItsSubject() {
    Watch before = watch(wide());
    spreads.sees("AAPL", "9");
    tick(before);
    before.pressed(before.trip(tick(before).trips().get(0)).orElseThrow());
    RuleRows rows = new RuleRows(postgres.database(), clock);
    rows.keep(rows.of(FIRM).stream().map(row -> row.with(row.state().armed(), "armed")).toList());
    clock.advance(Duration.ofDays(30));

    Watch restarted = watch(wide());
    tick(restarted);

    assertThat(tick(restarted).trips()).containsExactly("wide/firm#AAPL/2");
  }

  @Test
  void tripsAgainThoughItsEpisodeWasForgotten() {
    Watch before = watch(wide());
    spreads.sees("AAPL", "9");
    tick(before);
    before.pressed(before.trip(tick(before).trips().get(0)).orElseThrow());
    postgres.database().jdbc().sql("delete from breaker_rule").update();
    clock.advance(Duration.ofDays(30));

    Watch restarted = watch(wide());
    tick(restarted);

    assertThat(tick(restarted).trips()).singleElement().asString().startsWith("wide/firm#AAPL/1@");
  }

  @Test
  void postedReadingsAndSensorsCountTogether() {
    Watch worker = watch(wide());
    Watch starter = watch(wide());
    spreads.sees("AAPL", "9");
    tick(worker);

    clock.advance(Duration.ofSeconds(1));
    Taken taken = starter.take(List.of(reading("AAPL", "8")));

    assertThat(taken.trips())
        .singleElement()
        .extracting(Trip::tripId)
        .isEqualTo("wide/firm#AAPL/1");
    assertThat(taken.trips().get(0).why()).contains("2 times in a row: 9 at", "8 at");
    assertThat(tick(worker).trips()).as("whoever took it presses first").isEmpty();
    assertThat(actions()).as("the halt waits for no record").isEmpty();
    starter.pressed(taken.trips().get(0));
    assertThat(actions()).containsExactly("TRIP");
  }

  @Test
  void aTripIsPressedBeforeItIsKept() {
    Watch starter = watch(wide());
    starter.take(List.of(reading("AAPL", "8")));
    clock.advance(Duration.ofSeconds(1));
    List<Trip> pressed = new ArrayList<>();

    Taken taken =
        starter.take(
            List.of(reading("AAPL", "9")),
            trip -> {
              assertThat(trips.newest(FIRM, 10)).as("no record yet").isEmpty();
              return pressed.add(trip);
            });

    assertThat(taken.trips()).isEqualTo(pressed).hasSize(1);
    assertThat(trips.find("wide/firm#AAPL/1").orElseThrow().stopId())
        .isEqualTo(pressed.get(0).stopId());
  }

  @Test
  void whatWasPressedStaysLatchedThoughOthersChangedTheStateMeanwhile() {
    Watch starter = watch(wide());
    Watch other = watch(wide());
    starter.take(List.of(reading("AAPL", "8")));
    clock.advance(Duration.ofSeconds(1));
    Reading breach = reading("AAPL", "9");
    clock.advance(Duration.ofMillis(10));
    Reading calm = reading("AAPL", "1");

    Taken taken =
        starter.take(List.of(breach), trip -> other.take(List.of(calm)).trips().isEmpty());

    assertThat(taken.trips()).hasSize(1);
    assertThat(trips.newest(FIRM, 10)).hasSize(1);
    assertThat(tick(other).state()).isEqualTo("TRIPPED");
  }

  @Test
  void ofTwoThatPressAtOneMomentBothAreKept() {
    Watch starter = watch(wide());
    Watch other = watch(wide());
    starter.take(List.of(reading("AAPL", "8")));
    clock.advance(Duration.ofSeconds(1));
    Reading breach = reading("AAPL", "9");

    Taken taken =
        starter.take(
            List.of(breach), trip -> other.take(List.of(breach), same -> true).trips().size() == 1);

    assertThat(taken.trips()).hasSize(1);
    assertThat(trips.newest(FIRM, 10)).hasSize(2);
  }

  @Test
  void aTripThatNobodyPressedIsHandedOutAndRecordedByTheNextTick() {
    Watch starter = watch(wide());
    starter.take(List.of(reading("AAPL", "8")));
    clock.advance(Duration.ofSeconds(1));
    Taken taken = starter.take(List.of(reading("AAPL", "8")));
    clock.advance(Duration.ofSeconds(4));

    assertThat(tick(watch(wide())).trips()).containsExactly(taken.trips().get(0).tripId());
    assertThat(actions()).containsExactly("TRIP");
  }

  @Test
  void manyWhoJudgeAtOnceTripOnce() {
    List<Watch> processes = IntStream.range(0, 8).mapToObj(i -> watch(wide())).toList();
    List<Trip> all = Collections.synchronizedList(new ArrayList<>());
    for (int round = 0; round < 4; round++) {
      clock.advance(Duration.ofSeconds(1));
      Reading bad = reading("AAPL", "9");
      processes.parallelStream().forEach(one -> all.addAll(one.take(List.of(bad)).trips()));
    }

    assertThat(all).hasSize(1);
    assertThat(trips.newest(FIRM, 10)).hasSize(1);
  }

  @Test
  void countsWhatIsOldNoNewsOrNobodysAndTripsOnNoneOfIt() {
    Watch watch = watch(wide());
    Reading one = reading("AAPL", "9");
    watch.take(List.of(one));

    assertThat(watch.take(List.of(one, one)).ignored()).isEqualTo(2);
    assertThat(watch.take(List.of(dated(one, -120))).ignored()).isEqualTo(1);
    assertThat(watch.take(List.of(dated(one, 60))).ignored()).isEqualTo(1);
    assertThat(watch.take(List.of(new Reading(Metric.VIX, BigDecimal.TEN, clock.instant()))))
        .isEqualTo(new Taken(List.of(), 0, 1, 0));
    assertThat(trips.newest(FIRM, 10)).isEmpty();
  }

  @Test
  void aSensorThatRaisesHangsNobodyAndIsSaid() {
    Watch watch = watch(wide(), busy());
    backlog.sees("estop-halt", "900");
    spreads.raises();
    tick(watch);

    Found found = tick(watch);

    assertThat(found.state()).isEqualTo("TRIPPED");
    assertThat(found.trips()).containsExactly("busy/firm#estop-halt/1");
    assertThat(found.why())
        .contains("no reading: quotes of paper: it failed: java.lang.IllegalStateException");
    assertThat(openAlarms()).containsExactly("firm: quotes of paper");
    assertThat(actions()).containsOnlyOnce("BLIND");
  }

  @Test
  void aSilentSensorIsAnAlarmUntilItSeesAgain() {
    Watch watch = watch(wide());
    spreads.isSilent("no answer within 150 ms");
    assertThat(tick(watch).state()).isEqualTo("BLIND");
    tick(watch);
    assertThat(openAlarms()).containsExactly("firm: quotes of paper");

    spreads.sees("AAPL", "1");

    assertThat(tick(watch).state()).isEqualTo("WATCHING");
    assertThat(openAlarms()).isEmpty();
    assertThat(actions()).containsExactly("BLIND");
  }

  @Test
  void aSilentSensorTripsWhereARuleOnHeartbeatsSaysSo() {
    Watch watch =
        watch(wide(), rule("beat", "heartbeat_age", Map.of("trip", "30", "confirmations", "1")));
    spreads.sees("AAPL", "1");
    tick(watch);
    spreads.isSilent("gone");
    clock.advance(Duration.ofSeconds(20));
    assertThat(tick(watch).trips()).isEmpty();

    clock.advance(Duration.ofSeconds(20));

    assertThat(tick(watch).trips()).containsExactly("beat/firm#sensor/quotes-of-paper/1");
  }

  @Test
  void aRuleWithoutReadingsIsSilentAfterItsMaximumAge() {
    Watch watch = watch(rule("fear", "vix", Map.of("trip", "30")));
    assertThat(watch.unfed()).singleElement().asString().contains("fear watches vix, which no");
    tick(watch);
    clock.advance(Duration.ofSeconds(61));

    assertThat(tick(watch).why()).contains("no reading: rule/fear: no reading of vix since");

    watch.take(List.of(new Reading(Metric.VIX, BigDecimal.TEN, clock.instant())));
    assertThat(tick(watch).state()).isEqualTo("WATCHING");
  }

  @Test
  void aClockThatGoesBackAnHourBlindsNothing() {
    Watch watch = watch(wide());
    spreads.sees("AAPL", "1");
    jump(Duration.ofHours(1));
    tick(watch);
    jump(Duration.ofHours(-1));
    spreads.sees("AAPL", "9");
    tick(watch);

    assertThat(tick(watch).trips()).hasSize(1);
  }

  @Test
  void aClockThatJumpsAnHourTripsNothingAndIsSaidOnce() {
    for (Duration hour : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
      Watch watch = watch(wide(), beat());
      spreads.sees("AAPL", "1");
      tick(watch);
      jump(hour);

      Found found = tick(watch);

      assertThat(found.state()).isEqualTo("WATCHING");
      assertThat(found.trips()).isEmpty();
      assertThat(found.warnings())
          .singleElement()
          .matches(
              warning ->
                  warning.text().contains(hour.isNegative() ? "went back" : "went ahead")
                      && warning.text().contains(" 3600 s against what it counted"));
      assertThat(tick(watch).warnings()).isEmpty();
    }
    assertThat(actions()).containsExactly("CLOCK_JUMPED", "CLOCK_JUMPED");
    assertThat(openAlarms()).isEmpty();
  }

  @Test
  void aClockThatJumpsAnHourHidesNoSilence() {
    for (Duration hour : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
      postgres.empty();
      Watch watch = watch(wide(), beat());
      spreads.sees("AAPL", "1");
      tick(watch);
      spreads.seesNothing();
      jump(hour);
      tick(watch);
      clock.advance(Duration.ofSeconds(50));
      assertThat(tick(watch).state()).as("50 s after %s", hour).isEqualTo("WATCHING");
      clock.advance(Duration.ofSeconds(10));

      assertThat(tick(watch).why()).contains("no reading: rule/wide: no reading of spread since");

      clock.advance(Duration.ofSeconds(60));
      assertThat(tick(watch).trips()).containsExactly("beat/firm#rule/wide/1");
    }
  }

  @Test
  void aRuleThatMayJudgeNothingOfWhatItIsGivenIsSilent() {
    Watch watch = watch(wide());
    spreads.sees("AAPL", "9").dates(Duration.ofHours(-1));
    tick(watch);
    clock.advance(Duration.ofSeconds(60));

    Found found = tick(watch);

    assertThat(found.trips()).isEmpty();
    assertThat(found.state()).isEqualTo("BLIND");
    assertThat(found.why())
        .contains("no reading: rule/wide: no reading of spread since")
        .contains("ignored:")
        .contains("is older than maximum_age PT1M");
    assertThat(openAlarms()).containsExactly("firm: rule/wide");
  }

  @Test
  void aBreakerThatWasMissedSaysWhatItMissed() {
    Watch watch = watch(wide());
    spreads.sees("AAPL", "1");
    tick(watch);
    Instant last = clock.instant();
    Breakers breakers = new Breakers(postgres.database(), clock);
    StopId stop = new StopId("breaker-silent-firm-1");
    breakers.missed(FIRM, last, stop);
    breakers.missedPressed(FIRM, stop);
    clock.advance(Duration.ofMinutes(2));

    Found found = tick(watch);

    assertThat(found.trips()).isEmpty();
    assertThat(found.warnings())
        .singleElement()
        .matches(warning -> warning.text().contains("from " + last + " to " + clock.instant()))
        .matches(warning -> warning.text().contains("121 s"))
        .matches(warning -> warning.text().contains("stop breaker-silent-firm-1 was pressed"));
    assertThat(tick(watch).warnings()).isEmpty();
    assertThat(actions()).containsExactly("LOOKS_AGAIN");
  }

  @Test
  void correlatedTripsJoinOneStop() {
    Watch watch = watch(wide(), busy());
    spreads.sees("AAPL", "9").sees("MSFT", "9");
    backlog.sees("estop-halt", "900");
    tick(watch);

    Found found = tick(watch);

    assertThat(found.trips()).hasSize(1);
    Trip first = watch.trip(found.trips().get(0)).orElseThrow();
    assertThat(trips.newest(FIRM, 10)).hasSize(3);
    assertThat(trips.newest(FIRM, 10))
        .filteredOn(trip -> !trip.equals(first))
        .allMatch(trip -> trip.joinedTo().orElseThrow().equals(first.stopId()));
    assertThat(actions()).filteredOn("TRIP"::equals).hasSize(3);
  }

  @Test
  void aTripThatGoesFurtherThanTheStopThatCoversItPresses() {
    Watch watch = watch(wide(), rule("poor", "daily_loss", Map.of("trip", "5")));
    spreads.sees("AAPL", "9");
    tick(watch);
    press(watch.trip(tick(watch).trips().get(0)).orElseThrow().press());
    watch.take(List.of(new Reading(Metric.DAILY_LOSS, BigDecimal.TEN, clock.instant())));
    clock.advance(Duration.ofSeconds(1));

    Taken taken =
        watch.take(List.of(new Reading(Metric.DAILY_LOSS, BigDecimal.TEN, clock.instant())));

    assertThat(taken.trips()).singleElement().matches(trip -> trip.joinedTo().isEmpty());
  }

  @Test
  void aRuleOfAStrategyCancelsItAndJoinsAStopThatCancelsItAlready() {
    Map<String, String> momentum = Map.of("trip", "5", "scope", "strategy:momentum");
    Watch watch = watch(rule("poor", "daily_loss", momentum), rule("wide", "spread", momentum));
    watch.take(List.of(new Reading(Metric.DAILY_LOSS, BigDecimal.TEN, clock.instant())));
    clock.advance(Duration.ofSeconds(1));

    Trip trip =
        watch
            .take(List.of(new Reading(Metric.DAILY_LOSS, BigDecimal.TEN, clock.instant())))
            .trips()
            .get(0);
    watch.take(List.of(reading("AAPL", "9")));
    clock.advance(Duration.ofSeconds(1));
    Taken next = watch.take(List.of(reading("AAPL", "9")));

    assertThat(trip.press().action()).isEqualTo(Action.CANCEL);
    assertThat(trip.press().escalation()).isEmpty();
    assertThat(next.trips())
        .singleElement()
        .matches(joined -> joined.joinedTo().orElseThrow().equals(trip.stopId()));
  }

  @Test
  void aTripDuringARecoveryAddsAHoldOfItsOwn() {
    Watch watch = watch(wide());
    Press stop = press("s-1");
    press(stop);
    Hold hold = flag.read().holdsInOrder().get(0);
    flag.loosen(List.of(hold.at(Mode.REDUCED, new BigDecimal("0.5"))), flag.read().version());
    spreads.sees("AAPL", "9");
    tick(watch);

    assertThat(tick(watch).trips()).hasSize(1);
  }

  @Test
  void onlyObservesWhereToldToAndRecordsWhatItWouldHaveDone() {
    observeOnly = true;
    Watch watch = watch(wide());
    spreads.sees("AAPL", "9");
    tick(watch);
    Found found = tick(watch);
    tick(watch);

    assertThat(found.state()).isEqualTo("OBSERVING");
    assertThat(found.trips()).isEmpty();
    assertThat(trips.newest(FIRM, 10)).isEmpty();
    assertThat(actions()).containsExactly("WOULD_TRIP");

    observeOnly = false;
    tick(watch);
    assertThat(tick(watch).trips()).hasSize(1);
  }

  @Test
  void remembersAThousandSubjectsOfARuleAndNoMore() {
    Watch watch = watch(wide());
    List<Reading> flood = IntStream.range(0, 1_200).mapToObj(i -> reading("S" + i, "1")).toList();
    watch.take(flood);

    assertThat(new RuleRows(postgres.database(), clock).of(FIRM)).hasSize(1_000);
    clock.advance(Duration.ofSeconds(1));
    watch.take(List.of(reading("S1", "9")));
    clock.advance(Duration.ofSeconds(1));
    assertThat(watch.take(List.of(reading("S1", "9"))).trips()).hasSize(1);
  }

  @Test
  void aLookIsSeenByOthers() {
    spreads.sees("AAPL", "1");
    tick(watch(wide()));

    assertThat(new Breakers(postgres.database(), clock).find(FIRM).orElseThrow().tickedAt())
        .isEqualTo(clock.instant());
  }

  private long counted() {
    return Duration.between(BEGAN, clock.instant()).minus(jumped).toNanos();
  }

  private void jump(Duration by) {
    clock.advance(by);
    jumped = jumped.plus(by);
  }

  private Found tick(Watch watch) {
    clock.advance(Duration.ofSeconds(1));
    return watch.tick(FIRM);
  }

  private void press(Press press) {
    flag.add(Hold.halted(press.stopId(), press.scope(), press.action(), press.pressedAt()));
    stops.insert(press, "estop/firm", "run");
  }

  private static Press press(String stop) {
    return Presses.of(stop, "firm", Action.FLATTEN);
  }

  private Reading reading(String subject, String value) {
    return new Reading(Metric.SPREAD, subject, new BigDecimal(value), clock.instant());
  }

  private static Reading dated(Reading reading, long seconds) {
    return new Reading(
        reading.metric(), "OTHER", reading.value(), reading.at().plusSeconds(seconds));
  }

  private static Rule wide() {
    return rule("wide", "spread", Map.of("trip", "5", "warn", "4"));
  }

  private static Rule beat() {
    return rule("beat", "heartbeat_age", Map.of("trip", "120", "confirmations", "1"));
  }

  private static Rule busy() {
    return rule("busy", "queue_backlog", Map.of("trip", "500"));
  }

  private static Rule rule(String name, String metric, Map<String, String> more) {
    Map<String, String> keys =
        new HashMap<>(
            Map.of("name", name, "metric", metric, "owner", "risk", "rationale", "a test"));
    keys.putAll(more);
    return RuleKeys.read(Map.of("rules", List.of(keys))).get(0);
  }

  private Watch watch(Rule... rules) {
    List<Sensor> sensors = List.of(spreads, backlog);
    RuleBook book = new RuleBook(Arrays.asList(rules));
    return new Watch(
        postgres.database(), () -> book, scope -> sensors, () -> observeOnly, clock, this::counted);
  }

  private List<String> openAlarms() {
    return new Alarms(postgres.database(), clock).open().stream().map(Alarm::subject).toList();
  }

  private List<String> actions() {
    List<String> all =
        List.of(
            "WARN",
            "TRIP",
            "BLIND",
            "CALM",
            "WOULD_TRIP",
            "WOULD_WARN",
            "LOOKS_AGAIN",
            "CLOCK_JUMPED");
    return ledger.about("breaker/firm", all, 100).stream().map(LedgerRow::action).toList();
  }
}
