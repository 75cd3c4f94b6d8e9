package io.estop.activities.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.activities.breaker.RealDatabase;
import io.estop.activities.breaker.ScriptedVenue;
import io.estop.breaker.rules.RuleBook;
import io.estop.breaker.rules.StandardRules;
import io.estop.breaker.sensor.DrawdownSensor;
import io.estop.breaker.watch.Rearm;
import io.estop.breaker.watch.Watch;
import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.Acknowledgement.GateId;
import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardContent;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.Reading;
import io.estop.halt.component.Acknowledgements;
import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.Outcome;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.model.hold.BoardVersion;
import io.estop.model.hold.Hold;
import io.estop.model.hold.Mode;
import io.estop.model.liquidation.Method;
import io.estop.model.liquidation.PlannedPosition;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.recovery.Assessment;
import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.store.Database;
import io.estop.store.MovedClock;
import io.estop.store.alarm.Alarms;
import io.estop.store.breaker.EquityMarks;
import io.estop.store.breaker.RuleRows;
import io.estop.store.component.Components;
import io.estop.store.flag.Flag;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerRow;
import io.estop.store.plan.Positions;
import io.estop.store.plan.Positions.NewPosition;
import io.estop.store.recovery.Approvals;
import io.estop.store.stop.Stops;
import io.estop.workflows.TaskQueues;
import io.estop.workflows.recovery.RecoveryActivities.ApprovedStage;
import io.estop.workflows.recovery.RecoveryActivities.Bound;
import io.estop.workflows.recovery.RecoveryActivities.StageApplied;
import io.estop.workflows.recovery.Signer;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RecoveryActivitiesImplTest {
  private static final Instant NOW = Instant.parse("2026-01-05T15:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, java.time.ZoneOffset.UTC);
  private static final Duration CALL = Duration.ofMillis(500);
  private static final Signer OLGA = new Signer("olga", "OPERATOR");
  private static final StopId STOP = StopId.parse("s1");
  private static final StopId ALIAS = StopId.parse("s2");
  private static final Account ACCOUNT = new Account("paper", "PA1");

  private final Database database = RealDatabase.fresh();
  private final Flag flag = new Flag(database, CLOCK);
  private final Stops stops = new Stops(database, CLOCK);
  private final Positions positions = new Positions(database);
  private final Components components = new Components(database, CLOCK);
  private final Ledger ledger = new Ledger(database, CLOCK);
  private final ScriptedVenue venue = new ScriptedVenue(ACCOUNT);
  private final RealRedis redis = new RealRedis();
  private final Board board = Board.of(database.environment(), redis.client());
  private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
  private final RuleBook book = StandardRules.book(List.of(), "firm", BigDecimal.TEN, 1);
  private final MovedClock watched = new MovedClock();
  private final Watch breaker =
      new Watch(
          database,
          () -> book,
          scope -> List.of(new DrawdownSensor(scope, List.of(venue), new EquityMarks(database))),
          () -> false,
          watched);
  private final List<StopId> unlocked = new java.util.ArrayList<>();
  private String unlocking = "";
  private final RecoveryActivitiesImpl recovery = recovery();
  private boolean temporalRuns;

  @AfterEach
  void stop() {
    temporal.close();
    board.close();
    redis.close();
  }

  @Test
  void passesAFlatSystemAndNamesWhatItFound() {
    flatStop();
    component("engine");

    Assessment found = recovery.assess("s1");

    assertThat(found.passed()).isTrue();
    assertThat(found.text())
        .isEqualTo(
            "positions: flat but for 0 worthless or dust; components: all acknowledge; "
                + "ledger: intact");
    assertThat(actions("recovery/firm")).containsExactly("ASSESSMENT");
  }

  @Test
  void failsWhatIsOpenSilentOrBroken() {
    flatStop();
    venue.positions(position("AAPL", "3"));
    components.register(
        new io.estop.store.component.Component("engine", Optional.empty(), Optional.empty()));
    ledger.append(
        new io.estop.store.ledger.LedgerEntry("a", "PRESS", "stop/s1", java.util.Map.of()));
    database.jdbc().sql("alter table ledger disable trigger all").update();
    database.jdbc().sql("update ledger set actor = 'mallory' where sequence = 1").update();

    Assessment found = recovery.assess("s1");

    assertThat(found).isEqualTo(new Assessment(false, false, false, found.text()));
    assertThat(found.text()).contains("1 open: 3 AAPL", "silent: engine", "row 1 was changed");
  }

  @Test
  void countsWhatTheOutcomeListsAsFlatButNoMoreOfIt() {
    flatStop();
    Position dust = position("BTC/USD", "0.00001");
    plan(dust, PositionStatus.DUST);
    venue.positions(dust);
    assertThat(recovery.assess("s1").flat()).isTrue();

    venue.positions(position("BTC/USD", "2"));
    assertThat(recovery.assess("s1").flat()).isFalse();
    venue.silent("no answer");
    assertThat(recovery.assess("s1").text()).contains("paper/PA1 does not answer: no answer");
  }

  @Test
  void isNotFlatBeforeTheOutcomeSaysSo() {
    press(STOP);

    assertThat(recovery.assess("s1").text()).contains("must be FLAT but is not known yet");
    stops.outcome(STOP, Outcome.RESIDUAL, "AAPL is left");
    assertThat(recovery.assess("s1").text()).contains("is RESIDUAL AAPL is left");
  }

  @Test
  void leavesThePositionsOfAHaltWhereTheyAre() {
    Cause cause = new Cause(TriggerKind.SCHEDULED_MAINTENANCE, "ann", "a test");
    stops.insert(new Press(STOP, Scope.firm(), Action.HALT, cause, NOW), "estop/firm", "run");
    venue.positions(position("AAPL", "3"));
    assertThat(recovery.assess("s1").flat()).isFalse();

    stops.outcome(STOP, Outcome.HELD, "held");

    assertThat(recovery.assess("s1").text()).startsWith("positions: stay open, as HALT left them");
    assertThat(recovery.assess("s1").flat()).isTrue();
  }

  @Test
  void recordsAFindingOnceWithItsHash() {
    flatStop();

    recovery.recordFinding("firm", "s1", OLGA, "a bad feed");
    recovery.recordFinding("firm", "s1", OLGA, "a bad feed");

    assertThat(ledger.about("recovery/firm", List.of("FINDING"), 10))
        .singleElement()
        .satisfies(row -> assertThat(row.details()).contains("\"hash\":\"", "a bad feed"));
  }

  @Test
  void loosensFlagAndBoardStageByStageWithTheAliases() {
    flatStop();
    press(ALIAS);
    stops.join(STOP, pressOf(ALIAS), Action.FLATTEN);

    assertApplied(apply("MONITORING", "1", "h1"), Mode.MONITORING);
    assertApplied(apply("PAPER", "1", "h2"), Mode.PAPER);
    StageApplied reduced = apply("REDUCED", "0.50", "h3");
    assertApplied(reduced, Mode.REDUCED);

    assertThat(reduced.text()).isEqualTo("2 holds loosened to REDUCED; the board follows");
    assertThat(board().holds()).hasSize(2).allMatch(hold -> hold.revision() == 3);
    assertThat(board().holds()).containsExactlyInAnyOrderElementsOf(flag.read().holdsInOrder());
    assertThat(actions("stop/s1")).contains("STAGE_REQUESTED", "STAGE_APPROVED", "STAGE");
  }

  @Test
  void releasesAtLiveReArmsTheBreakerAndTellsWhoRuns() {
    flatStop();
    trip();
    WorkflowStub stopRun = signalled("estop/firm");
    WorkflowStub breakerRun = signalled("breaker/firm");
    toReduced();

    StageApplied live = apply("LIVE", "1", "h4");

    assertThat(live.applied()).isTrue();
    assertThat(live.text()).contains("breaker re-armed from 80000", "the board follows");
    assertThat(flag.read().holds()).isEmpty();
    assertThat(board().holds()).isEmpty();
    assertThat(board().released(STOP)).isTrue();
    assertThat(new RuleRows(database, CLOCK).of(Scope.firm()))
        .singleElement()
        .matches(row -> row.state().isAtRest() && row.state().episode() == 1);
    assertThat(new EquityMarks(database).find(Scope.firm()).orElseThrow().mark())
        .isEqualTo(new BigDecimal("80000"));
    assertThat(stopRun.getResult(String.class)).isEqualTo("released by rick");
    assertThat(breakerRun.getResult(String.class)).isEqualTo("rearmed by rick");
  }

  @Test
  void unlocksTheAccountsOnceOrdersReachThemAgain() {
    flatStop();
    apply("MONITORING", "1", "h1");
    apply("PAPER", "1", "h2");
    assertThat(unlocked).isEmpty();
    unlocking = "unlocked at the venue: paper/PA1";

    StageApplied reduced = apply("REDUCED", "0.25", "h3");

    assertThat(unlocked).containsExactly(STOP);
    assertThat(reduced.text()).endsWith("unlocked at the venue: paper/PA1");
  }

  @Test
  void releasesThoughNeitherStopNorBreakerRuns() {
    flatStop();
    toReduced();

    assertThat(apply("LIVE", "1", "h4").applied()).isTrue();
  }

  @Test
  void answersARepeatedApprovalWithoutASecondChange() {
    flatStop();
    ApprovedStage approved = approved("MONITORING", "1", "h1", request("MONITORING", "1"));
    StageApplied first = recovery.applyStage(approved);
    long version = flag.read().version();

    StageApplied again = recovery.applyStage(approved);

    assertThat(again).isEqualTo(first);
    assertThat(flag.read().version()).isEqualTo(version);
    assertThat(board().holds().get(0).revision()).isEqualTo(1);
  }

  @Test
  void usesAnApprovalOnce() {
    flatStop();
    ApprovedStage approved = approved("MONITORING", "1", "h1", request("MONITORING", "1"));
    recovery.applyStage(approved);
    apply("PAPER", "1", "h2");

    StageApplied again = recovery.applyStage(approved);

    assertThat(again).isEqualTo(new StageApplied(false, "this approval was used before"));
    assertThat(modeOf(STOP)).isEqualTo(Mode.PAPER);
  }

  @Test
  void refusesWhatWasApprovedForAnEarlierFlag() {
    flatStop();
    Bound bound = request("MONITORING", "1");
    flag.add(Hold.halted(StopId.parse("other"), Scope.symbol("AAPL"), Action.HALT, NOW));

    StageApplied stale = recovery.applyStage(approved("MONITORING", "1", "h1", bound));

    assertThat(stale.applied()).isFalse();
    assertThat(stale.text()).startsWith("the flag moved on from version");
    assertThat(modeOf(STOP)).isEqualTo(Mode.HALTED);
    assertThat(recovery.applyStage(approved("MONITORING", "1", "h1", bound)).applied()).isFalse();
  }

  @Test
  void refusesTheNextStageWhenAPressJoinedDuringTheRecovery() {
    flatStop();
    apply("MONITORING", "1", "h1");
    press(ALIAS);
    stops.join(STOP, pressOf(ALIAS), Action.FLATTEN);

    assertThatThrownBy(() -> request("PAPER", "1"))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> assertThat(failure.getType()).isEqualTo("HALTED_AGAIN"));
    assertApplied(apply("MONITORING", "1", "h2"), Mode.MONITORING);
  }

  @Test
  void saysWhichOtherStopStillHolds() {
    flatStop();
    flag.add(Hold.halted(StopId.parse("other"), Scope.symbol("AAPL"), Action.HALT, NOW));

    StageApplied applied = apply("MONITORING", "1", "h1");

    assertThat(applied.text()).contains("other stop other holds symbol:AAPL at HALTED");
    assertThat(modeOf(StopId.parse("other"))).isEqualTo(Mode.HALTED);
  }

  @Test
  void leavesTheBoardToTheKeeperWhenRedisIsGone() {
    flatStop();
    redis.kill();

    StageApplied applied = apply("MONITORING", "1", "h1");

    assertThat(applied.applied()).isTrue();
    assertThat(applied.text()).contains("the keeper carries it");
    assertThat(modeOf(STOP)).isEqualTo(Mode.MONITORING);
  }

  private void assertApplied(StageApplied applied, Mode mode) {
    assertThat(applied.applied()).as(applied.text()).isTrue();
    assertThat(flag.read().holds().values()).allMatch(hold -> hold.mode() == mode);
    assertThat(board().holds()).allMatch(hold -> hold.mode() == mode);
  }

  private Mode modeOf(StopId stop) {
    return Objects.requireNonNull(flag.read().holds().get(stop)).mode();
  }

  private void toReduced() {
    apply("MONITORING", "1", "h1");
    apply("PAPER", "1", "h2");
    apply("REDUCED", "0.25", "h3");
  }

  private StageApplied apply(String stage, String factor, String hash) {
    return recovery.applyStage(approved(stage, factor, hash, request(stage, factor)));
  }

  private Bound request(String stage, String factor) {
    return recovery.recordRequest("firm", "s1", OLGA, stage, factor);
  }

  private static ApprovedStage approved(String stage, String factor, String hash, Bound bound) {
    return new ApprovedStage(
        "firm", "s1", stage, factor, "olga", "rick", bound.flagVersion(), hash, bound.evidence());
  }

  private void flatStop() {
    board.refill(flag.nextIncarnation(), BoardContent.nothing(), CALL);
    press(STOP);
    stops.outcome(STOP, Outcome.FLAT, "flat");
  }

  private void press(StopId id) {
    Press press = pressOf(id);
    Hold hold = Hold.halted(id, press.scope(), press.action(), press.pressedAt());
    flag.add(hold);
    board.add(hold, CALL);
    if (id.equals(STOP)) {
      stops.insert(press, "estop/firm", "run");
    }
  }

  private static Press pressOf(StopId id) {
    Cause cause = new Cause(TriggerKind.ADMINISTRATOR_COMMAND, "ann", "a test");
    return new Press(id, Scope.firm(), Action.FLATTEN, cause, NOW);
  }

  private void trip() {
    venue.equity("100000");
    breaker.tick(Scope.firm());
    watched.advance(Duration.ofSeconds(1));
    venue.equity("80000");
    assertThat(breaker.tick(Scope.firm()).state()).isEqualTo("TRIPPED");
  }

  private void component(String name) {
    components.register(
        new io.estop.store.component.Component(name, Optional.empty(), Optional.empty()));
    long now = ((Answer.Done<Reading>) board.read(CALL)).value().redisMillis();
    BoardVersion version = new BoardVersion(1, 1);
    board
        .acknowledge(
            new Acknowledgement(
                new GateId(name, "i1", "java/test", now, Duration.ofSeconds(1)),
                version,
                version,
                "",
                now,
                List.of(),
                List.of(),
                List.of()))
        .toCompletableFuture()
        .join();
  }

  private void plan(Position position, PositionStatus status) {
    PlannedPosition planned =
        new PlannedPosition(
            1,
            1,
            ACCOUNT,
            position,
            Optional.empty(),
            Method.values()[0],
            BigDecimal.ONE,
            "a test");
    positions.insert(STOP, List.of(new NewPosition(planned, 1, status, "")));
  }

  private static Position position(String symbol, String quantity) {
    AssetClass assetClass = symbol.contains("/") ? AssetClass.CRYPTO : AssetClass.US_EQUITY;
    return new Position(
        new Instrument(symbol, assetClass),
        new BigDecimal(quantity),
        BigDecimal.TEN,
        BigDecimal.TEN);
  }

  private WorkflowStub signalled(String workflowId) {
    if (!temporalRuns) {
      temporal
          .newWorker(TaskQueues.HALT)
          .registerWorkflowImplementationTypes(SignalledWorkflow.class);
      temporal.start();
      temporalRuns = true;
    }
    WorkflowStub stub =
        temporal
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                "Signalled",
                WorkflowOptions.newBuilder()
                    .setWorkflowId(workflowId)
                    .setTaskQueue(TaskQueues.HALT)
                    .build());
    stub.start();
    return stub;
  }

  private BoardState board() {
    Answer<Reading> read = board.read(CALL);
    return (BoardState) ((Answer.Done<Reading>) read).value().board();
  }

  private List<String> actions(String subject) {
    List<String> all =
        List.of("ASSESSMENT", "FINDING", "STAGE_REQUESTED", "STAGE_APPROVED", "STAGE");
    return ledger.about(subject, all, 100).stream().map(LedgerRow::action).toList();
  }

  private RecoveryActivitiesImpl recovery() {
    Acknowledgements acknowledgements =
        new Acknowledgements(board, components, new Alarms(database, CLOCK), CALL);
    return new RecoveryActivitiesImpl(
        stops,
        flag,
        ledger,
        new RecoveryActivitiesImpl.Parts(
            new SystemAssessment(flag, positions, acknowledgements, ledger, List.of(venue)),
            new FlagChange(
                database,
                flag,
                new Approvals(database, CLOCK),
                new Rearm(database, () -> book, CLOCK),
                ledger),
            new BoardFollower(board, flag, CALL, Duration.ofSeconds(1)),
            new RunningProcedures(temporal.getWorkflowClient()),
            stop -> {
              unlocked.add(stop);
              return unlocking;
            }),
        Duration.ofSeconds(1));
  }
}
