package io.estop.halt.deadman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.gate.RealRedis;
import io.estop.gate.board.Board;
import io.estop.halt.SteadyClock;
import io.estop.halt.press.HoldPlaces;
import io.estop.halt.press.KeptPresses;
import io.estop.halt.press.PressResult;
import io.estop.halt.press.PressService;
import io.estop.halt.temporal.StopStarter;
import io.estop.model.Action;
import io.estop.model.EnvironmentId;
import io.estop.model.Escalation;
import io.estop.model.Escalations;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.model.deadman.ArmedHours;
import io.estop.model.deadman.Span;
import io.estop.model.deadman.SwitchPhase;
import io.estop.model.deadman.SwitchSettings;
import io.estop.model.hold.Hold;
import io.estop.model.hold.PressAnswer;
import io.estop.store.Database;
import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import io.estop.store.alarm.Alarm;
import io.estop.store.alarm.AlarmKind;
import io.estop.store.alarm.Alarms;
import io.estop.store.flag.Flag;
import io.estop.store.flag.Outbox;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerRow;
import io.estop.store.maintenance.WindowRow;
import io.estop.store.maintenance.WindowRow.Signed;
import io.estop.store.maintenance.Windows;
import io.estop.store.stop.Stops;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Countdown, expiry and watchdog on a real database and board; Temporal is down all the while. */
class DeadMansSwitchesTest {
  private static final Scope FIRM = Scope.firm();
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final SwitchSettings TWO_HOURS =
      new SwitchSettings(Duration.ofHours(2), Duration.ofMinutes(30), ArmedHours.parse("always"));
  private static final RealPostgres postgres = RealPostgres.start();
  private static final RealRedis redis = RealRedis.start();
  private static final ExecutorService pool = Executors.newFixedThreadPool(8);
  private static final WorkflowServiceStubs noTemporal =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());

  private final MovedClock clock = new MovedClock();
  private final Database database = postgres.database();
  private final Flag flag = new Flag(database, clock);
  private final Outbox outbox = new Outbox(database, clock);
  private final Ledger ledger = new Ledger(database, clock);
  private final Stops stops = new Stops(database, clock);
  private final Alarms alarms = new Alarms(database, clock);
  private final Windows windows = new Windows(database);
  private final List<String> told = new ArrayList<>();
  private final DeadMansSwitches switches = switches(service()::press);
  private final SwitchWatchdog watchdog = watchdog(switches);

  @AfterAll
  static void stop() {
    noTemporal.shutdownNow();
    pool.shutdownNow();
    redis.close();
    postgres.close();
  }

  @BeforeEach
  void arm() {
    postgres.empty();
    redis.empty();
    switches.set(FIRM, true, TWO_HOURS, INTERVAL);
  }

  @Test
  void expiryPressesOnceAndHoldsTheScope() {
    pass(Duration.ofHours(2));

    SwitchLook expired = switches.look(FIRM, true).orElseThrow();
    switches.press(FIRM);
    switches.press(FIRM);
    switches.look(FIRM, true);

    assertThat(expired.phase()).isEqualTo(SwitchPhase.EXPIRED);
    assertThat(expired.unpressed()).isPresent();
    assertThat(switches.look(FIRM, true).orElseThrow().unpressed()).isEmpty();
    Press pressed = outbox.undelivered(9).get(0);
    assertThat(outbox.undelivered(9)).hasSize(1);
    assertThat(pressed.cause().trigger()).isEqualTo(TriggerKind.DEAD_MANS_SWITCH);
    assertThat(pressed.action()).isEqualTo(Action.CANCEL);
    assertThat(pressed.escalation())
        .contains(new Escalation(Action.FLATTEN, Duration.ofSeconds(900)));
    assertThat(flag.read().holdsInOrder()).extracting(Hold::scope).containsExactly(FIRM);
    assertThat(actions()).containsExactly("ARM", "EXPIRE");
  }

  @Test
  void aScopeThatCannotBeFlattenedIsHeldAllTheSame() {
    Scope desk = Scope.parse("desk:rates");
    switches.set(desk, true, TWO_HOURS, INTERVAL);
    pass(Duration.ofHours(2));

    switches.look(desk, true);
    switches.press(desk);

    assertThat(flag.read().holdsInOrder()).extracting(Hold::scope).containsExactly(desk);
    assertThat(outbox.undelivered(9)).extracting(Press::escalation).containsOnly(Optional.empty());
  }

  @Test
  void warnsOnceBeforeItExpiresAndAConfirmationClearsIt() {
    pass(Duration.ofMinutes(90));
    switches.look(FIRM, true);
    switches.look(FIRM, true);
    List<AlarmKind> standing = standing();

    SwitchLook confirmed = switches.confirm(FIRM, "c-1", "ann", "API").orElseThrow();

    assertThat(standing).containsExactly(AlarmKind.SWITCH_DUE);
    assertThat(standing()).isEmpty();
    assertThat(confirmed.phase()).isEqualTo(SwitchPhase.ARMED);
    assertThat(confirmed.dueAt()).isEqualTo(clock.instant().plus(Duration.ofHours(2)));
    assertThat(actions()).containsExactly("ARM", "WARN", "CONFIRM");
  }

  @Test
  void theSameConfirmationAgainMovesNothing() {
    switches.confirm(FIRM, "c-1", "ann", "CLI");
    pass(MINUTE);

    SwitchLook again = switches.confirm(FIRM, "c-1", "ann", "TEMPORAL").orElseThrow();

    assertThat(again.dueAt()).isEqualTo(clock.instant().minus(MINUTE).plus(Duration.ofHours(2)));
    assertThat(actions()).containsExactly("ARM", "CONFIRM");
  }

  @Test
  void manyConfirmationsAtOnceAllCount() throws Exception {
    List<Future<Optional<SwitchLook>>> all = new ArrayList<>();
    for (int number = 0; number < 3; number++) {
      String id = "c-" + number;
      all.add(pool.submit(() -> switches.confirm(FIRM, id, "ann", "API")));
    }
    for (Future<Optional<SwitchLook>> one : all) {
      assertThat(one.get()).isPresent();
    }

    assertThat(actions()).containsExactly("ARM", "CONFIRM", "CONFIRM", "CONFIRM");
  }

  @Test
  void theWatchdogPressesWhereTheRunIsSilentAndSaysSo() {
    pass(Duration.ofHours(2).minus(MINUTE));
    watchdog.turn();
    List<AlarmKind> before = standing();
    boolean heldBefore = !flag.read().holds().isEmpty();
    pass(MINUTE);

    watchdog.turn();
    watchdog.turn();
    watchdog(switches(service()::press)).turn();

    assertThat(before).containsExactlyInAnyOrder(AlarmKind.SWITCH_SILENT, AlarmKind.SWITCH_DUE);
    assertThat(told).containsOnly("firm 1");
    assertThat(heldBefore).isFalse();
    assertThat(flag.read().holds()).hasSize(1);
    assertThat(outbox.undelivered(9)).hasSize(1);
    assertThat(actions()).containsExactly("ARM", "WARN", "EXPIRE");
  }

  @Test
  void theWatchdogLeavesARunThatTicksItsTurnFirst() {
    pass(Duration.ofHours(2).minusSeconds(1));
    switches.look(FIRM, true);
    pass(Duration.ofSeconds(1));

    watchdog.turn();
    boolean held = !flag.read().holds().isEmpty();
    pass(SwitchWatchdog.GRACE);
    watchdog.turn();

    assertThat(held).isFalse();
    assertThat(standing()).doesNotContain(AlarmKind.SWITCH_SILENT);
    assertThat(flag.read().holds()).hasSize(1);
  }

  @Test
  void aPressThatNoPlaceTakesIsTriedAgain() {
    DeadMansSwitches nowhere = switches(DeadMansSwitchesTest::notKept);
    pass(Duration.ofHours(2));
    nowhere.look(FIRM, true);

    assertThatThrownBy(() -> nowhere.press(FIRM)).hasMessageContaining("no place took stop");
    assertThat(nowhere.look(FIRM, true).orElseThrow().unpressed()).isPresent();
    pass(SwitchWatchdog.GRACE);
    watchdog.turn();

    assertThat(flag.read().holds()).hasSize(1);
  }

  @Test
  void aConfirmationAfterTheExpiryPutsItsNextStepOffAndOnlyItsOwn() {
    pass(Duration.ofHours(2));
    switches.look(FIRM, true);
    switches.press(FIRM);
    Press pressed = outbox.undelivered(9).get(0);
    stops.insert(pressed, "estop/firm", "run");
    Escalations own =
        Escalations.none()
            .plus(pressed.escalation().orElseThrow(), clock.instant(), pressed.cause().actor());
    stops.escalations(pressed.stopId(), own);

    Optional<StopId> expired = switches.look(FIRM, true).orElseThrow().deferrable();
    Optional<StopId> confirmed =
        switches.confirm(FIRM, "c-1", "ann", "API").orElseThrow().deferrable();
    stops.escalations(
        pressed.stopId(),
        new Escalations(
            Escalations.none()
                .plus(
                    new Escalation(Action.FLATTEN, Duration.ofSeconds(120)),
                    clock.instant(),
                    "rule spread")
                .pending()));

    assertThat(expired).isEmpty();
    assertThat(confirmed).contains(pressed.stopId());
    assertThat(switches.look(FIRM, true).orElseThrow().deferrable()).isEmpty();
  }

  @Test
  void expiresAgainInTheNextEpisodeUnderAnotherStop() {
    pass(Duration.ofHours(2));
    switches.look(FIRM, true);
    switches.press(FIRM);
    switches.confirm(FIRM, "c-1", "ann", "API");
    pass(Duration.ofHours(2));
    switches.look(FIRM, true);
    switches.press(FIRM);

    assertThat(outbox.undelivered(9)).extracting(Press::stopId).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void onlyAnApprovedWindowPauses() {
    Instant now = clock.instant();
    Span span = new Span(now.plus(Duration.ofHours(1)), now.plus(Duration.ofHours(3)));
    windows.plan(
        new WindowRow(
            "w-1",
            FIRM,
            span,
            MINUTE,
            "upgrade",
            new Signed("ann", now),
            Optional.empty(),
            Optional.empty(),
            new StopId("maintenance-w-1"),
            Optional.empty()));
    Instant planned = switches.look(FIRM, true).orElseThrow().dueAt();
    windows.approve("w-1", new Signed("rita", now));

    Instant approved = switches.look(FIRM, true).orElseThrow().dueAt();
    pass(Duration.ofMinutes(90));

    assertThat(planned).isEqualTo(now.plus(Duration.ofHours(2)));
    assertThat(approved).isEqualTo(now.plus(Duration.ofHours(4)));
    assertThat(switches.look(FIRM, true).orElseThrow().phase()).isEqualTo(SwitchPhase.PAUSED);
  }

  @Test
  void whatTheConfigurationSetsIsRecordedAndChangesTheCountdown() {
    SwitchSettings shorter =
        new SwitchSettings(Duration.ofHours(1), Duration.ZERO, ArmedHours.parse("always"));

    boolean same = switches.set(FIRM, true, TWO_HOURS, INTERVAL);
    boolean changed = switches.set(FIRM, true, shorter, INTERVAL);
    Instant due = switches.look(FIRM, true).orElseThrow().dueAt();
    boolean off = switches.set(FIRM, false, shorter, INTERVAL);
    Optional<SwitchLook> none = switches.look(FIRM, true);
    pass(Duration.ofHours(5));
    watchdog.turn();
    boolean on = switches.set(FIRM, true, shorter, INTERVAL);

    assertThat(List.of(same, changed, off, on)).containsExactly(false, true, true, true);
    assertThat(due).isEqualTo(clock.instant().minus(Duration.ofHours(5)).plus(Duration.ofHours(1)));
    assertThat(none).isEmpty();
    assertThat(flag.read().holds()).isEmpty();
    assertThat(switches.look(FIRM, true).orElseThrow().phase()).isEqualTo(SwitchPhase.ARMED);
    assertThat(actions()).containsExactly("ARM", "SET", "DISARM", "ARM");
  }

  @Test
  void aMachineClockThatJumpsAnHourNeitherPressesNorHidesAndIsSaid() {
    MovedClock jumped = new MovedClock();
    DeadMansSwitches own =
        new DeadMansSwitches(
            database,
            service()::press,
            new SteadyClock(jumped, clock::instant, () -> nanos(clock)),
            clock);
    pass(Duration.ofMinutes(80));
    jumped.advance(Duration.ofMinutes(80).plusHours(1));

    watchdog(own).turn();
    List<AlarmKind> ahead = standing();
    jumped.advance(Duration.ofHours(-2));
    pass(Duration.ofMinutes(40));
    watchdog(own).turn();

    assertThat(ahead).contains(AlarmKind.CLOCKS_DISAGREE).doesNotContain(AlarmKind.SWITCH_DUE);
    assertThat(flag.read().holds()).hasSize(1);
  }

  private void pass(Duration time) {
    clock.advance(time);
  }

  private static long nanos(MovedClock clock) {
    return Duration.between(Instant.EPOCH, clock.instant()).toNanos();
  }

  private DeadMansSwitches switches(Function<Press, PressResult> presses) {
    return new DeadMansSwitches(
        database, presses, new SteadyClock(clock, clock::instant, () -> nanos(clock)), clock);
  }

  private SwitchWatchdog watchdog(DeadMansSwitches of) {
    return new SwitchWatchdog(
        of, alarms, "worker", (scope, episode, why) -> told.add(scope + " " + episode));
  }

  private PressService service() {
    Board board = Board.of(EnvironmentId.parse("test"), redis.client());
    HoldPlaces places =
        new HoldPlaces(board, database, flag, outbox, ledger, pool, Duration.ofSeconds(2));
    return new PressService(
        places,
        outbox,
        KeptPresses.nowhere(),
        new StopStarter(WorkflowClient.newInstance(noTemporal)),
        pool,
        pool,
        Duration.ofMillis(50));
  }

  private static PressResult notKept(Press press) {
    return new PressResult(
        press.stopId(), press.scope(), press.action(), PressAnswer.NOT_KEPT, List.of(), "");
  }

  private List<AlarmKind> standing() {
    return alarms.open().stream().map(Alarm::kind).toList();
  }

  private List<String> actions() {
    return ledger
        .about(
            "dead-mans-switch/firm",
            List.of("ARM", "SET", "DISARM", "CONFIRM", "WARN", "EXPIRE"),
            99)
        .stream()
        .map(LedgerRow::action)
        .toList();
  }
}
