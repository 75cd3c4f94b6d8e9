package io.estop.breaker.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.Action;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.TriggerKind;
import io.estop.store.Database;
import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import io.estop.store.alarm.Alarms;
import io.estop.store.breaker.Breakers;
import io.estop.store.ledger.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WatchdogTest {
  private static final Scope FIRM = Scope.firm();
  private static final RealPostgres postgres = RealPostgres.start();

  private final MovedClock clock = new MovedClock();
  private final Breakers breakers = new Breakers(postgres.database(), clock);
  private final List<Press> pressed = new ArrayList<>();
  private long nanos;
  private boolean taken = true;
  private final Watchdog worker = watchdog(postgres.database());
  private final Watchdog starter = watchdog(postgres.database());

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void expectABreaker() {
    postgres.empty();
    breakers.expect(FIRM, Duration.ofSeconds(10));
  }

  @Test
  void haltsOnceWhereABreakerLooksNoMore() {
    both();
    pass(60);
    both();
    assertThat(pressed).as("three intervals and 30 s").isEmpty();

    pass(1);
    both();
    both();

    assertThat(pressed).singleElement();
    Press press = pressed.get(0);
    assertThat(press.action()).isEqualTo(Action.HALT);
    assertThat(press.escalation()).isEmpty();
    assertThat(press.cause().trigger()).isEqualTo(TriggerKind.SYSTEM_HEALTH);
    assertThat(press.cause().reason())
        .startsWith("the circuit breaker of firm has not looked since ");
    assertThat(new Alarms(postgres.database(), clock).open()).hasSize(1);
    assertThat(new Ledger(postgres.database(), clock).about("breaker/firm", List.of("MISSED"), 9))
        .hasSize(1);
  }

  @Test
  void triesAgainUnderTheSameIdUntilAPlaceTakesIt() {
    taken = false;
    both();
    pass(61);
    both();
    taken = true;
    both();
    both();

    assertThat(pressed).hasSize(3).extracting(Press::stopId).containsOnly(pressed.get(0).stopId());
  }

  @Test
  void aBreakerThatLooksEndsTheEpisodeAndBeginsAnother() {
    both();
    pass(61);
    both();
    tick();
    both();
    assertThat(new Alarms(postgres.database(), clock).open()).isEmpty();

    pass(61);
    both();

    assertThat(pressed).hasSize(2).extracting(Press::stopId).doesNotHaveDuplicates();
  }

  @Test
  void aBreakerThatLooksIsLeftAlone() {
    for (int look = 0; look < 30; look++) {
      both();
      pass(10);
      tick();
    }

    assertThat(pressed).isEmpty();
  }

  @Test
  void aClockThatJumpsAnHourHaltsNothing() {
    both();
    clock.advance(Duration.ofHours(1));
    both();
    tick();
    clock.advance(Duration.ofHours(-1));
    both();
    pass(10);
    both();

    assertThat(pressed).isEmpty();
  }

  @Test
  void aDatabaseThatWasAwayIsNoSilenceOfTheBreaker() {
    RealPostgres gone = RealPostgres.start();
    Watchdog watchdog = watchdog(gone.database());
    new Breakers(gone.database(), clock).expect(FIRM, Duration.ofSeconds(10));
    watchdog.turn();
    pass(50);
    gone.tamper("alter table breaker rename to away");
    assertThatThrownBy(watchdog::turn).isInstanceOf(RuntimeException.class);
    pass(50);
    gone.tamper("alter table away rename to breaker");

    watchdog.turn();
    pass(50);
    watchdog.turn();

    assertThat(pressed).isEmpty();
    gone.close();
  }

  private Watchdog watchdog(Database database) {
    return new Watchdog(
        database,
        press -> {
          pressed.add(press);
          return taken;
        },
        () -> nanos,
        clock);
  }

  private void both() {
    worker.turn();
    starter.turn();
  }

  private void pass(long seconds) {
    nanos += Duration.ofSeconds(seconds).toNanos();
    clock.advance(Duration.ofSeconds(seconds));
  }

  private void tick() {
    clock.advance(Duration.ofMillis(1));
    breakers.ticked(FIRM, "WATCHING", "");
  }
}
