package io.estop.halt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.gate.RealRedis;
import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.Acknowledgement.GateId;
import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.Reading;
import io.estop.halt.component.Acknowledgements;
import io.estop.halt.keeper.Keeper;
import io.estop.halt.press.HoldPlaces;
import io.estop.halt.press.KeptPresses;
import io.estop.halt.press.PressRefusedException;
import io.estop.halt.press.PressResult;
import io.estop.halt.press.PressService;
import io.estop.halt.temporal.StopStarter;
import io.estop.model.Action;
import io.estop.model.EnvironmentId;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.BoardVersion;
import io.estop.model.hold.Hold;
import io.estop.model.hold.PressAnswer;
import io.estop.store.Database;
import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import io.estop.store.alarm.Alarms;
import io.estop.store.component.Component;
import io.estop.store.component.Components;
import io.estop.store.flag.Flag;
import io.estop.store.flag.Outbox;
import io.estop.store.ledger.Ledger;
import io.estop.store.stop.Stops;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Press, keeper and acknowledgements on a real Redis and a real PostgreSQL. */
class HaltTest {
  private static final Duration CALL = Duration.ofSeconds(2);
  private static final EnvironmentId TEST = EnvironmentId.parse("test");
  private static final StopId STOP = StopId.parse("s-1");
  private static final RealPostgres postgres = RealPostgres.start();
  private static final RealRedis redis = RealRedis.start();
  private static final ExecutorService pool = Executors.newFixedThreadPool(8);
  private static final ExecutorService calls = Executors.newCachedThreadPool();
  // Nobody listens there: Temporal is down.
  private static final WorkflowServiceStubs noTemporal =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());

  private final MovedClock clock = new MovedClock();
  private final Board board = Board.of(TEST, redis.client());
  private final Flag flag = new Flag(postgres.database(), clock);
  private final Outbox outbox = new Outbox(postgres.database(), clock);
  private final Ledger ledger = new Ledger(postgres.database(), clock);
  private final Stops stops = new Stops(postgres.database(), clock);
  private final Components components = new Components(postgres.database(), clock);
  private final Keeper keeper =
      new Keeper(board, postgres.database(), clock, HaltTimeouts.standard());

  @AfterAll
  static void stop() {
    noTemporal.shutdownNow();
    pool.shutdownNow();
    calls.shutdownNow();
    redis.close();
    postgres.close();
  }

  @BeforeEach
  void empty() {
    postgres.empty();
    redis.empty();
  }

  @Test
  void aPressIsAcceptedOnceTheFlagHasIt() {
    HoldPlaces.Held held = places(postgres.database()).hold(press("firm", Action.FLATTEN));

    assertThat(held.answer()).isEqualTo(PressAnswer.ACCEPTED);
    assertThat(held.places()).allMatch(PressResult.Place::done);
    assertThat(boardHolds()).isEqualTo(List.of(hold("firm", Action.FLATTEN)));
    assertThat(flag.read().holdsInOrder()).isEqualTo(boardHolds());
    assertThat(outbox.undelivered(9)).containsExactly(press("firm", Action.FLATTEN));
    assertThat(ledger.about("stop/s-1", List.of("PRESS"), 9)).hasSize(1);
  }

  @Test
  void pressingTwiceIsOnePress() {
    places(postgres.database()).hold(press("firm", Action.HALT));
    HoldPlaces.Held again = places(postgres.database()).hold(press("firm", Action.HALT));

    assertThat(again.answer()).isEqualTo(PressAnswer.ACCEPTED);
    assertThat(ledger.about("stop/s-1", List.of("PRESS"), 9)).hasSize(1);
    assertThat(flag.read().version()).isEqualTo(1);
  }

  @Test
  void flagOutboxAndLedgerRowAreOneTransaction() {
    postgres.tamper("alter table ledger add constraint no_row check (sequence < 1)");
    try {
      HoldPlaces.Held held = places(postgres.database()).hold(press("firm", Action.HALT));

      assertThat(held.answer()).isEqualTo(PressAnswer.HELD_NOT_DURABLE);
      assertThat(flag.read().holds()).isEmpty();
      assertThat(outbox.undelivered(9)).isEmpty();
    } finally {
      postgres.tamper("alter table ledger drop constraint no_row");
    }
  }

  @Test
  void withoutDatabaseThePressIsHeldButNotDurableAndTheKeeperMakesItSo() {
    HoldPlaces.Held held = places(noDatabase()).hold(press("firm", Action.HALT));

    assertThat(held.answer()).isEqualTo(PressAnswer.HELD_NOT_DURABLE);
    assertThat(boardHolds()).hasSize(1);

    looks(3);
    assertThat(flag.read().holdsInOrder()).isEqualTo(boardHolds());
  }

  @Test
  void withoutAnyPlaceThePressIsNotKept() {
    Board nowhere = Board.of(TEST, io.lettuce.core.RedisClient.create("redis://127.0.0.1:1"));

    HoldPlaces.Held held =
        new HoldPlaces(
                nowhere,
                noDatabase(),
                new Flag(noDatabase(), clock),
                new Outbox(noDatabase(), clock),
                new Ledger(noDatabase(), clock),
                pool,
                CALL)
            .hold(press("firm", Action.HALT));

    assertThat(held.answer()).isEqualTo(PressAnswer.NOT_KEPT);
  }

  @Test
  void aPressOfAnEndedStopDoesNothing() {
    stops.insert(press("firm", Action.HALT), "estop/firm", "run");
    stops.end(STOP);

    HoldPlaces.Held held = places(postgres.database()).hold(press("firm", Action.HALT));

    assertThat(held.answer()).isEqualTo(PressAnswer.ENDED);
    assertThat(outbox.undelivered(9)).isEmpty();
    assertThat(ledger.about("stop/s-1", List.of("PRESS"), 9)).isEmpty();
  }

  @Test
  void aStopIdInUseForAnotherScopeIsRefusedAndCostsNobodyTheLease() {
    places(postgres.database()).hold(press("symbol:X", Action.HALT));
    leased();

    assertThatThrownBy(() -> places(postgres.database()).hold(press("symbol:Y", Action.HALT)))
        .isInstanceOf(PressRefusedException.class)
        .hasMessageContaining("in use for another scope");

    leased();
    assertThat(flag.read().holdsInOrder()).containsExactly(hold("symbol:X", Action.HALT));
    flag.release(List.of(STOP), flag.read().version());
    leased();
    assertThat(boardHolds()).isEmpty();
  }

  @Test
  void scopesThatCannotBeFlattenedAreRefusedWithTheReason() {
    for (String scope : List.of("desk:x", "trader:x", "client:x", "strategy:x", "drill:x")) {
      assertThatThrownBy(() -> service().press(press(scope, Action.FLATTEN)))
          .as(scope)
          .isInstanceOf(PressRefusedException.class)
          .hasMessageContaining("FLATTEN of " + scope + " is refused")
          .hasMessageContaining("press HALT or CANCEL");
    }
    assertThat(flag.read().holds()).isEmpty();
    assertThat(board.read(CALL)).isInstanceOf(Answer.Done.class);
  }

  @Test
  void withoutTemporalThePressIsAcceptedAndStaysInTheOutbox() {
    PressResult result = service().press(press("desk:x", Action.HALT));

    assertThat(result.answer()).isEqualTo(PressAnswer.ACCEPTED);
    assertThat(result.workflowId()).isEqualTo("estop/desk:x");
    assertThat(result.places())
        .extracting(place -> place.place() + " " + place.done())
        .containsExactly("board true", "flag true", "outbox true", "temporal false");
    assertThat(service().deliverKept()).isZero();
    assertThat(outbox.undelivered(9)).hasSize(1);
  }

  @Test
  void acknowledgementsAreRecordedAndTheSilentNamed() throws Exception {
    expect("a", "b", "c");
    board.add(hold("firm", Action.HALT), CALL);
    long now = reading().redisMillis();
    says("a", "1", now, state().version());
    says("b", "1", now, new BoardVersion(0, 0));

    Acknowledgements.Heard heard = acknowledgements().readOnce(STOP);

    assertThat(heard).isEqualTo(new Acknowledgements.Heard(3, List.of("b", "c")));
    assertThat(components.acknowledgements(STOP))
        .containsExactly(
            new Components.Acknowledgement(
                "a", Optional.of(Instant.ofEpochMilli(now)), List.of("1"), List.of()),
            new Components.Acknowledgement("b", Optional.empty()),
            new Components.Acknowledgement("c", Optional.empty()));
    assertThat(acknowledgements().missing()).containsExactly("c");
  }

  @Test
  void aComponentAcknowledgesOnlyOnceEachOfItsGatesThatWasHeardLatelyDid() throws Exception {
    expect("a");
    board.add(hold("firm", Action.HALT), CALL);
    long now = reading().redisMillis();
    says("a", "dead", now - 10_001, new BoardVersion(0, 0));
    says("a", "1", now, state().version());
    assertThat(acknowledgements().readOnce(STOP).silent()).isEmpty();

    says("a", "2", now, new BoardVersion(0, 0));
    assertThat(acknowledgements().readOnce(STOP).silent()).containsExactly("a");

    says("a", "2", now, state().version());
    assertThat(acknowledgements().readOnce(STOP).silent()).isEmpty();
  }

  @Test
  void aGateNeedsNotFollowEveryLaterChangeToHaveAcknowledged() throws Exception {
    expect("a");
    board.add(hold("firm", Action.HALT), CALL);
    says("a", "1", reading().redisMillis(), state().version());
    Acknowledgements acknowledgements = acknowledgements();
    acknowledgements.readOnce(STOP);

    board.end(StopId.parse("another"), CALL);

    assertThat(acknowledgements.readOnce(STOP).silent()).isEmpty();
  }

  @Test
  void moreReleasesThanTheBoardRemembersCostNobodyTheLease() {
    List<StopId> old = IntStream.range(0, 260).mapToObj(i -> StopId.parse("old-" + i)).toList();
    flag.release(old, flag.read().version());
    leased();
    board.add(hold("firm", Action.HALT), CALL);
    flag.add(hold("firm", Action.HALT));
    flag.release(List.of(STOP), flag.read().version());

    leased();

    assertThat(boardHolds()).isEmpty();
    assertThat(state().released(STOP)).isTrue();
  }

  private void expect(String... names) {
    for (String name : names) {
      components.register(new Component(name, Optional.empty(), Optional.empty()));
    }
  }

  private Acknowledgements acknowledgements() {
    return new Acknowledgements(board, components, new Alarms(postgres.database(), clock), CALL);
  }

  private void says(String component, String instance, long at, BoardVersion accepted)
      throws Exception {
    GateId gate = new GateId(component, instance, "java/test", at, Duration.ofSeconds(1));
    board
        .acknowledge(
            new Acknowledgement(gate, accepted, accepted, "", at, List.of(), List.of(), List.of()))
        .toCompletableFuture()
        .get(5, TimeUnit.SECONDS);
  }

  private void leased() {
    for (int i = 0; i < 6; i++) {
      if (keeper.look().leased()) {
        return;
      }
    }
    throw new AssertionError("not leased after 6 looks: " + keeper.look());
  }

  private void looks(int times) {
    for (int i = 0; i < times; i++) {
      keeper.look();
    }
  }

  private Reading reading() {
    return ((Answer.Done<Reading>) board.read(CALL)).value();
  }

  private BoardState state() {
    return (BoardState) reading().board();
  }

  private List<Hold> boardHolds() {
    return state().holds();
  }

  private static Press press(String scope, Action action) {
    return Presses.of("s-1", scope, action);
  }

  private static Hold hold(String scope, Action action) {
    return Hold.halted(STOP, Scope.parse(scope), action, press(scope, action).pressedAt());
  }

  private HoldPlaces places(Database database) {
    return new HoldPlaces(
        board,
        database,
        new Flag(database, clock),
        new Outbox(database, clock),
        new Ledger(database, clock),
        pool,
        CALL);
  }

  private PressService service() {
    StopStarter starter = new StopStarter(WorkflowClient.newInstance(noTemporal));
    return new PressService(
        places(postgres.database()),
        outbox,
        KeptPresses.nowhere(),
        starter,
        calls,
        pool,
        Duration.ofMillis(200));
  }

  private static Database noDatabase() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setServerNames(new String[] {"127.0.0.1"});
    nowhere.setPortNumbers(new int[] {1});
    nowhere.setConnectTimeout(1);
    return new Database(nowhere, TEST);
  }
}
