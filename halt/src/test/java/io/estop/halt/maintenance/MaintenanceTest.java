package io.estop.halt.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.gate.RealRedis;
import io.estop.gate.board.Board;
import io.estop.halt.SteadyClock;
import io.estop.halt.maintenance.Maintenance.Plan;
import io.estop.halt.maintenance.MaintenanceRefusedException.Kind;
import io.estop.halt.press.HoldPlaces;
import io.estop.halt.press.PressResult;
import io.estop.model.Action;
import io.estop.model.EnvironmentId;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.TriggerKind;
import io.estop.model.deadman.Span;
import io.estop.model.hold.PressAnswer;
import io.estop.store.Database;
import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import io.estop.store.flag.Flag;
import io.estop.store.flag.Outbox;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerRow;
import io.estop.store.maintenance.WindowRow;
import io.estop.store.maintenance.WindowRow.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Planned, approved, halted: on a real database and board, with no Temporal. */
class MaintenanceTest {
  private static final Scope VENUE = Scope.parse("venue:paper");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final RealPostgres postgres = RealPostgres.start();
  private static final RealRedis redis = RealRedis.start();
  private static final ExecutorService pool = Executors.newFixedThreadPool(4);

  private final MovedClock clock = new MovedClock();
  private final Database database = postgres.database();
  private final Flag flag = new Flag(database, clock);
  private final Outbox outbox = new Outbox(database, clock);
  private final Ledger ledger = new Ledger(database, clock);
  private boolean nowhere;
  private final Maintenance maintenance =
      new Maintenance(
          database,
          this::press,
          new SteadyClock(clock, clock::instant, () -> nanos(clock.instant())),
          clock);
  private final MaintenanceWatchdog watchdog = new MaintenanceWatchdog(maintenance);

  @AfterAll
  static void stop() {
    pool.shutdownNow();
    redis.close();
    postgres.close();
  }

  @BeforeEach
  void empty() {
    postgres.empty();
    redis.empty();
  }

  @Test
  void anApprovedWindowHaltsOnceBeforeItBeginsAndReleasesNothingAfter() {
    maintenance.plan(plan("w-1"), "ann");
    maintenance.approve("w-1", "rita");
    clock.advance(HOUR.minus(MINUTE));

    boolean first = maintenance.begin("w-1");
    boolean again = maintenance.begin("w-1");
    clock.advance(Duration.ofHours(3));
    watchdog.turn();

    assertThat(List.of(first, again)).containsExactly(true, true);
    assertThat(outbox.undelivered(9))
        .singleElement()
        .satisfies(
            press -> {
              assertThat(press.action()).isEqualTo(Action.HALT);
              assertThat(press.cause().trigger()).isEqualTo(TriggerKind.SCHEDULED_MAINTENANCE);
              assertThat(press.cause().reason()).contains("by ann", "approved by rita", "upgrade");
              assertThat(press.escalation()).isEmpty();
            });
    assertThat(flag.read().holds()).hasSize(1);
    assertThat(row("w-1").state(clock.instant())).isEqualTo(State.OVER);
    assertThat(actions("w-1")).containsExactly("PLAN", "APPROVE", "BEGIN");
  }

  @Test
  void theWatchdogHaltsAtItsTimeAndNotBefore() {
    maintenance.plan(plan("w-1"), "ann");
    maintenance.approve("w-1", "rita");
    clock.advance(HOUR.minus(MINUTE));
    watchdog.turn();
    boolean early = !flag.read().holds().isEmpty();
    clock.advance(MaintenanceWatchdog.GRACE);

    watchdog.turn();
    watchdog.turn();

    assertThat(early).isFalse();
    assertThat(flag.read().holds()).hasSize(1);
  }

  @Test
  void aPlanThatNobodyApprovedHaltsNothingAndLapses() {
    maintenance.plan(plan("w-1"), "ann");
    clock.advance(HOUR);

    watchdog.turn();

    assertThat(maintenance.begin("w-1")).isFalse();
    assertThat(flag.read().holds()).isEmpty();
    assertThat(row("w-1").state(clock.instant())).isEqualTo(State.LAPSED);
    assertThatThrownBy(() -> maintenance.approve("w-1", "rita"))
        .hasMessageContaining("is LAPSED and cannot be approved");
  }

  @Test
  void whoPlannedDoesNotApprove() {
    maintenance.plan(plan("w-1"), "ann");

    assertThatThrownBy(() -> maintenance.approve("w-1", "ann"))
        .isInstanceOfSatisfying(
            MaintenanceRefusedException.class,
            refused -> assertThat(refused.kind()).isEqualTo(Kind.SAME_PERSON));
    assertThat(row("w-1").state(clock.instant())).isEqualTo(State.PLANNED);
  }

  @Test
  void aCancelledWindowHaltsNothing() {
    maintenance.plan(plan("w-1"), "ann");
    maintenance.approve("w-1", "rita");
    maintenance.cancel("w-1", "ann", "postponed");
    clock.advance(HOUR);

    watchdog.turn();

    assertThat(maintenance.begin("w-1")).isFalse();
    assertThat(flag.read().holds()).isEmpty();
    assertThat(actions("w-1")).containsExactly("PLAN", "APPROVE", "CANCEL");
  }

  @Test
  void aPressThatNoPlaceTakesIsTriedAgain() {
    maintenance.plan(plan("w-1"), "ann");
    maintenance.approve("w-1", "rita");
    clock.advance(HOUR);
    nowhere = true;

    assertThatThrownBy(() -> maintenance.begin("w-1")).hasMessageContaining("no place took stop");
    nowhere = false;
    watchdog.turn();

    assertThat(flag.read().holds()).hasSize(1);
  }

  @Test
  void theSamePlanAgainIsTheSameWindowAndAnotherOneIsRefused() {
    WindowRow first = maintenance.plan(plan("w-1"), "ann");

    assertThat(maintenance.plan(plan("w-1"), "ann")).isEqualTo(first);
    Span other = new Span(first.span().from(), first.span().to().plus(MINUTE));
    assertThatThrownBy(
            () -> maintenance.plan(new Plan("w-1", VENUE, other, MINUTE, "upgrade"), "ann"))
        .hasMessageContaining("window w-1 is another one already");
    assertThat(actions("w-1")).containsExactly("PLAN");
  }

  @Test
  void absurdPlansAreRefusedWithTheirBounds() {
    Instant now = clock.instant();
    assertRefused(new Span(now.plus(HOUR), now.plus(HOUR)), MINUTE, "PT1M to PT72H long");
    assertRefused(
        new Span(now.plus(HOUR), now.plus(Duration.ofHours(74))), MINUTE, "PT1M to PT72H long");
    assertRefused(new Span(now, now.plus(HOUR)), MINUTE, "must be after now");
    assertRefused(
        new Span(now.plus(Duration.ofDays(401)), now.plus(Duration.ofDays(402))),
        MINUTE,
        "400 days ahead");
    assertRefused(
        new Span(now.plus(Duration.ofHours(3)), now.plus(Duration.ofHours(4))),
        Duration.ofHours(2),
        "0 s to PT1H before");
  }

  private void assertRefused(Span span, Duration before, String sentence) {
    assertThatThrownBy(() -> maintenance.plan(new Plan("w", VENUE, span, before, "why"), "ann"))
        .hasMessageContaining(sentence);
  }

  private Plan plan(String id) {
    Instant now = clock.instant();
    return new Plan(
        id, VENUE, new Span(now.plus(HOUR), now.plus(Duration.ofHours(3))), MINUTE, "upgrade");
  }

  private WindowRow row(String id) {
    return maintenance.newest(9).stream()
        .filter(window -> window.windowId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private PressResult press(Press press) {
    if (nowhere) {
      return new PressResult(
          press.stopId(), press.scope(), press.action(), PressAnswer.NOT_KEPT, List.of(), "");
    }
    Board board = Board.of(EnvironmentId.parse("test"), redis.client());
    HoldPlaces.Held held =
        new HoldPlaces(board, database, flag, outbox, ledger, pool, Duration.ofSeconds(2))
            .hold(press);
    return new PressResult(
        press.stopId(), press.scope(), press.action(), held.answer(), held.places(), "");
  }

  private static long nanos(Instant moment) {
    return Duration.between(Instant.EPOCH, moment).toNanos();
  }

  private List<String> actions(String id) {
    return ledger
        .about("maintenance/" + id, List.of("PLAN", "APPROVE", "CANCEL", "BEGIN"), 99)
        .stream()
        .map(LedgerRow::action)
        .toList();
  }
}
