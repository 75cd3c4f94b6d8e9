package io.estop.liquidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.deadman.Span;
import io.estop.model.trading.Account;
import io.estop.store.Database;
import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import io.estop.store.alarm.Alarm;
import io.estop.store.alarm.AlarmKind;
import io.estop.store.alarm.Alarms;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerRow;
import io.estop.store.maintenance.WindowRow;
import io.estop.store.maintenance.WindowRow.Signed;
import io.estop.store.maintenance.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a worker asks of a venue's countdown, on a real database and a clock that a test moves. */
class VenueCountdownTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration THIRD = Duration.ofSeconds(20);
  private static final String ARMED = "cancel all after 60";
  private static final String DISARMED = "cancel all after 0";
  private static final RealPostgres postgres = RealPostgres.start();

  private final MovedClock clock = new MovedClock();
  private final Instant start = clock.instant();
  private final Database database = postgres.database();
  private final Windows windows = new Windows(database);
  private final Ledger ledger = new Ledger(database, clock);
  private final Alarms alarms = new Alarms(database, clock);
  private final FakeVenue venue = new FakeVenue(new Account("paper", "PA1"), clock, 1);
  private boolean databaseIsSilent;
  private VenueCountdown countdown;

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void begin() {
    postgres.empty();
    venue.countdown = Optional.of(MINUTE);
    countdown = countdown();
  }

  @Test
  void isArmedAtOnceAndRenewedAtAThirdOfItsTime() {
    turn();
    pass(THIRD.minusSeconds(1));
    List<String> early = List.copyOf(venue.story);
    pass(Duration.ofSeconds(1));
    pass(THIRD);

    assertThat(early).containsExactly(ARMED);
    assertThat(venue.story).containsExactly(ARMED, ARMED, ARMED);
  }

  @Test
  void isDisarmedInAnApprovedWindowOfItsVenueAloneAndArmedAfterIt() {
    window("unsigned", "venue:paper", 1, 30, false);
    window("other", "venue:dma", 1, 30, true);
    window("narrow", "symbol:AAPL", 1, 30, true);
    window("mine", "venue:paper", 10, 20, true);
    turn();
    pass(Duration.ofMinutes(9));
    int armed = venue.story.size();

    pass(MINUTE);
    pass(Duration.ofMinutes(9));
    List<String> within = List.copyOf(venue.story.subList(armed, venue.story.size()));
    pass(MINUTE);

    assertThat(venue.story.subList(0, armed)).containsOnly(ARMED);
    assertThat(within).isNotEmpty().containsOnly(DISARMED);
    assertThat(venue.story.get(venue.story.size() - 1)).isEqualTo(ARMED);
    assertThat(changes()).containsExactly("ARM", "DISARM", "ARM");
  }

  @Test
  void windowsOfTheFirmAndOfTheAccountDisarmItToo() {
    window("firm", "firm", 10, 20, true);
    window("account", "account:paper/PA1", 30, 40, true);
    turn();

    for (int minutes = 10; minutes <= 40; minutes += 10) {
      pass(Duration.ofMinutes(10));
    }

    assertThat(venue.story).containsExactly(ARMED, DISARMED, ARMED, DISARMED, ARMED);
  }

  @Test
  void manyKeepItAndEachChangeIsInTheLedgerOnceAndNoRenewal() {
    window("mine", "venue:paper", 10, 20, true);
    VenueCountdown another = countdown();
    for (int turn = 0; turn < 90; turn++) {
      turn();
      turn(another);
      clock.advance(THIRD);
    }
    turn(countdown());

    assertThat(changes()).containsExactly("ARM", "DISARM", "ARM");
    assertThat(venue.story).hasSize(181);
  }

  @Test
  void aVenueThatTakesNoRenewalForTheWholeTimeIsAnAlarmUntilItDoes() {
    turn();
    venue.silent.add("countdown");
    pass(MINUTE);
    List<AlarmKind> early = standing();
    pass(Duration.ofSeconds(1));
    List<AlarmKind> late = standing();
    pass(VenueCountdown.PAUSE);
    String text = alarms.open().get(0).text();

    venue.silent.clear();
    pass(VenueCountdown.PAUSE);
    pass(Duration.ofSeconds(10));

    assertThat(early).isEmpty();
    assertThat(late).containsExactly(AlarmKind.COUNTDOWN_SILENT);
    assertThat(text).contains("for more than 60 s", "countdown: no answer");
    assertThat(standing()).isEmpty();
    assertThat(changes()).containsExactly("ARM");
  }

  @Test
  void aFailureIsTriedAgainWithTheNextTurn() {
    venue.silent.add("countdown");
    turn();
    pass(VenueCountdown.PAUSE);
    venue.silent.clear();
    pass(VenueCountdown.PAUSE);
    pass(VenueCountdown.PAUSE);

    assertThat(venue.story).containsExactly(ARMED, ARMED, ARMED);
    assertThat(changes()).containsExactly("ARM");
  }

  @Test
  void anAlarmOfAProcessThatIsGoneIsClearedByTheNextOneThatRenews() {
    alarms.raise("worker", AlarmKind.COUNTDOWN_SILENT, "paper/PA1", "of another one");

    turn();
    pass(Duration.ofSeconds(10));

    assertThat(standing()).isEmpty();
  }

  @Test
  void asksNothingBeforeItKnowsWhenMaintenanceIs() {
    databaseIsSilent = true;
    assertThatThrownBy(countdown::look).hasMessage("PostgreSQL is silent");
    countdown.keep();
    List<String> before = List.copyOf(venue.story);

    databaseIsSilent = false;
    clock.advance(Duration.ofHours(1));
    turn();

    assertThat(before).isEmpty();
    assertThat(venue.story).containsExactly(ARMED);
    assertThat(standing()).isEmpty();
  }

  @Test
  void goesOnByTheWindowsItKnowsWhilePostgresIsSilent() {
    window("mine", "venue:paper", 10, 20, true);
    turn();
    databaseIsSilent = true;

    for (int minutes = 1; minutes <= 20; minutes++) {
      clock.advance(MINUTE);
      countdown.keep();
    }

    assertThat(venue.story).hasSize(21);
    assertThat(venue.story.subList(0, 10)).containsOnly(ARMED);
    assertThat(venue.story.subList(10, 20)).containsOnly(DISARMED);
    assertThat(venue.story.get(20)).isEqualTo(ARMED);
  }

  @Test
  void aVenueWithoutACountdownIsRefused() {
    venue.countdown = Optional.empty();

    assertThatThrownBy(this::countdown).hasMessage("no countdown at paper/PA1");
  }

  private VenueCountdown countdown() {
    return new VenueCountdown(
        venue,
        new VenueCountdown.Records(windows, ledger, alarms),
        this::now,
        () -> Duration.between(start, clock.instant()).toNanos());
  }

  private Instant now() {
    if (databaseIsSilent) {
      throw new IllegalStateException("PostgreSQL is silent");
    }
    return clock.instant();
  }

  private void pass(Duration time) {
    clock.advance(time);
    turn();
  }

  private void turn() {
    turn(countdown);
  }

  private static void turn(VenueCountdown countdown) {
    countdown.look();
    countdown.keep();
    countdown.look();
  }

  private List<AlarmKind> standing() {
    return alarms.open().stream().map(Alarm::kind).toList();
  }

  private List<String> changes() {
    return ledger.about("venue-countdown/paper/PA1", List.of("ARM", "DISARM"), 100).stream()
        .map(LedgerRow::action)
        .toList();
  }

  private void window(String id, String scope, int from, int to, boolean approved) {
    windows.plan(
        new WindowRow(
            id,
            Scope.parse(scope),
            new Span(start.plus(Duration.ofMinutes(from)), start.plus(Duration.ofMinutes(to))),
            Duration.ZERO,
            "test",
            new Signed("ann", start),
            Optional.empty(),
            Optional.empty(),
            new StopId("maintenance-" + id),
            Optional.empty()));
    if (approved) {
      windows.approve(id, new Signed("rita", start));
    }
  }
}
