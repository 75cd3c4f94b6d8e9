package io.estop.halt.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import io.estop.store.alarm.Alarm;
import io.estop.store.alarm.AlarmKind;
import io.estop.store.alarm.Alarms;
import io.estop.store.ledger.Ledger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** Findings become alarms: once each, recorded, bounded, and never in the keeper's way. */
class AlarmDeskTest {
  private static final RealPostgres postgres = RealPostgres.start();
  private static final Finding SILENT =
      new Finding(AlarmKind.COMPONENT_SILENT, "engine", "not heard");
  private static final Finding REFILLED =
      new Finding(AlarmKind.BOARD_REFILLED, "test", "Redis\twas emptied");

  private final MovedClock clock = new MovedClock();
  private final Alarms alarms = new Alarms(postgres.database(), clock);
  private final Ledger ledger = new Ledger(postgres.database(), clock);
  private final AlarmDesk desk = new AlarmDesk(alarms, clock);

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void empty() {
    postgres.empty();
  }

  @Test
  void whatStandsIsRaisedOnceAndClearedWhenItIsOver() {
    desk.stands(List.of(SILENT));
    turns(3);
    assertThat(alarms.open()).extracting(Alarm::subject).containsExactly("engine");

    clock.advance(Duration.ofSeconds(10));
    desk.stands(List.of());
    turns(2);

    assertThat(alarms.open()).isEmpty();
    assertThat(alarms.newest(9)).hasSize(1);
    assertThat(ledger.about("alarm/COMPONENT_SILENT", List.of("ALARM_RAISED"), 9)).hasSize(1);
    assertThat(ledger.about("alarm/COMPONENT_SILENT", List.of("ALARM_CLEARED"), 9)).hasSize(1);
    assertThat(ledger.firstBreak()).isEmpty();
  }

  @Test
  void whatFlapsIsOneAlarm() {
    for (int i = 0; i < 9; i++) {
      desk.stands(i % 2 == 0 ? List.of(SILENT) : List.of());
      turns(1);
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(ledger.about("alarm/COMPONENT_SILENT", List.of("ALARM_RAISED"), 9)).hasSize(1);
  }

  @Test
  void aMomentStandsForFiveMinutes() {
    desk.happened(REFILLED);
    turns(2);
    clock.advance(Duration.ofMinutes(4));
    turns(1);
    assertThat(alarms.open()).extracting(Alarm::text).containsExactly("Redis was emptied");

    clock.advance(Duration.ofMinutes(1));
    turns(1);
    assertThat(alarms.open()).isEmpty();
  }

  @Test
  void aFloodIsBounded() {
    IntStream.range(0, 1_000)
        .forEach(i -> desk.happened(new Finding(AlarmKind.HOLD_TAKEN_OFF, "s-" + i, "late")));
    desk.stands(
        IntStream.range(0, 300)
            .mapToObj(i -> new Finding(AlarmKind.COMPONENT_SILENT, "c-" + i, "x".repeat(9_000)))
            .toList());

    turns(1);

    assertThat(alarms.counts())
        .containsEntry(AlarmKind.COMPONENT_SILENT, Alarms.MOST_OPEN)
        .containsEntry(AlarmKind.HOLD_TAKEN_OFF, Alarms.MOST_OPEN);
    assertThat(alarms.open()).allMatch(alarm -> alarm.text().length() <= 500);
  }

  @Test
  void onlyTheElectedWritesAndEverybodyCounts() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    desk.bindTo(meters);
    desk.stands(List.of(SILENT));

    desk.turn(() -> false);
    assertThat(alarms.open()).isEmpty();
    alarms.raise("keeper", AlarmKind.NOT_LEASED, "test", "elsewhere");
    desk.turn(() -> false);

    assertThat(meters.get("estop.alarms").tag("kind", "NOT_LEASED").gauge().value()).isEqualTo(1);
  }

  @Test
  void whatHappenedToAProcessIsWrittenByItElectedOrNot() {
    desk.happened("starter", new Finding(AlarmKind.PRESS_KEPT, "s-1", "PostgreSQL was silent"));

    desk.turn(() -> false);

    assertThat(alarms.open()).extracting(Alarm::subject).containsExactly("s-1");
    assertThat(ledger.about("alarm/PRESS_KEPT", List.of("ALARM_RAISED"), 9))
        .singleElement()
        .satisfies(entry -> assertThat(entry.actor()).isEqualTo("starter"));
  }

  @Test
  void whatCouldNotBeWrittenIsWrittenLater() {
    desk.happened(REFILLED);
    postgres.tamper("alter table alarm rename to hidden");
    try {
      assertThatThrownBy(() -> turns(1)).isInstanceOf(DataAccessException.class);
    } finally {
      postgres.tamper("alter table hidden rename to alarm");
    }

    turns(1);

    assertThat(alarms.open()).extracting(Alarm::kind).containsExactly(AlarmKind.BOARD_REFILLED);
  }

  private void turns(int times) {
    for (int i = 0; i < times; i++) {
      desk.turn(() -> true);
    }
  }
}
