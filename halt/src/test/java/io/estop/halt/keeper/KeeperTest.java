package io.estop.halt.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.gate.RealRedis;
import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.Acknowledgement.GateId;
import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardContent;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.Limits;
import io.estop.gate.board.Reading;
import io.estop.halt.HaltTimeouts;
import io.estop.halt.Presses;
import io.estop.model.Action;
import io.estop.model.EnvironmentId;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.BoardVersion;
import io.estop.model.hold.Hold;
import io.estop.model.hold.Mode;
import io.estop.store.Database;
import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import io.estop.store.alarm.AlarmKind;
import io.estop.store.component.Component;
import io.estop.store.component.Components;
import io.estop.store.flag.Flag;
import io.estop.store.ledger.Ledger;
import io.estop.store.stop.Stops;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The keeper's looks on a real Redis and a real PostgreSQL. */
class KeeperTest {
  private static final Duration CALL = Duration.ofSeconds(2);
  private static final EnvironmentId TEST = EnvironmentId.parse("test");
  private static final StopId STOP = StopId.parse("s-1");
  private static final RealPostgres postgres = RealPostgres.start();
  private static final RealRedis redis = RealRedis.start();

  private final MovedClock clock = new MovedClock();
  private final Board board = Board.of(TEST, redis.client());
  private final Flag flag = new Flag(postgres.database(), clock);
  private final Ledger ledger = new Ledger(postgres.database(), clock);
  private final Stops stops = new Stops(postgres.database(), clock);
  private final Components components = new Components(postgres.database(), clock);
  private final Keeper keeper =
      new Keeper(board, postgres.database(), clock, HaltTimeouts.standard());

  @AfterAll
  static void stop() {
    redis.close();
    postgres.close();
  }

  @BeforeEach
  void empty() {
    postgres.empty();
    redis.empty();
  }

  @Test
  void theKeeperRefillsAnEmptyBoardBeforeItLeasesIt() {
    assertThat(keeper.look().leased()).isFalse();
    long first = state().version().incarnation();
    assertThat(first).isPositive();
    assertThat(reading().leased()).isFalse();

    assertThat(keeper.look().leased()).isTrue();
    assertThat(reading().leased()).isTrue();
  }

  @Test
  void theFirstBoardOfAnEnvironmentIsNoAlarmAndOneThatWasLostIs() {
    postgres.tamper("alter sequence board_incarnation restart");
    assertThat(keeper.look().happened()).isEmpty();
    leased();
    redis.empty();

    assertThat(keeper.look().happened())
        .extracting(Finding::kind)
        .containsExactly(AlarmKind.BOARD_REFILLED);
  }

  @Test
  void aRedisThatWasEmptiedGetsANewIncarnationWithTheFlagsHolds() {
    flag.add(hold("firm", Action.HALT));
    leased();
    BoardVersion before = state().version();
    redis.empty();

    assertThat(keeper.look().leased()).isFalse();

    assertThat(boardHolds()).containsExactly(hold("firm", Action.HALT));
    assertThat(state().version()).isGreaterThan(before);
    assertThat(keeper.look().leased()).isTrue();
  }

  @Test
  void aBoardStartedByAPressIsNotLeasedBeforeItIsRefilled() {
    board.add(hold("firm", Action.HALT), CALL);

    assertThat(keeper.look().leased()).isFalse();
    leased();

    assertThat(boardHolds()).containsExactly(hold("firm", Action.HALT));
    assertThat(flag.read().holdsInOrder()).containsExactly(hold("firm", Action.HALT));
  }

  @Test
  void aHoldOnlyOnTheBoardIsCopiedToTheFlagBeforeTheLease() {
    leased();
    board.add(hold("symbol:X", Action.CANCEL), CALL);

    assertThat(keeper.look().leased()).isFalse();
    assertThat(flag.read().holdsInOrder()).containsExactly(hold("symbol:X", Action.CANCEL));
    assertThat(keeper.look().leased()).isTrue();
  }

  @Test
  void aHoldOnlyInTheFlagIsCarriedToTheBoardBeforeTheLease() {
    leased();
    flag.add(hold("symbol:X", Action.CANCEL));

    assertThat(keeper.look().leased()).isFalse();
    assertThat(boardHolds()).containsExactly(hold("symbol:X", Action.CANCEL));
    assertThat(keeper.look().leased()).isTrue();
  }

  @Test
  void aLooserStageAndAReleaseAreCarriedToTheBoard() {
    flag.add(hold("firm", Action.HALT));
    leased();
    Hold half = hold("firm", Action.HALT).at(Mode.REDUCED, new BigDecimal("0.50"));
    flag.loosen(List.of(half), flag.read().version());

    leased();
    assertThat(boardHolds()).containsExactly(half);

    flag.release(List.of(STOP), flag.read().version());
    leased();
    assertThat(boardHolds()).isEmpty();
    assertThat(state().released(STOP)).isTrue();
  }

  @Test
  void aLateAddOfAReleasedHoldDoesNothing() {
    flag.add(hold("firm", Action.HALT));
    flag.release(List.of(STOP), flag.read().version());
    redis.empty();
    board.add(hold("firm", Action.HALT), CALL);

    looks(2);
    leased();

    assertThat(boardHolds()).isEmpty();
    assertThat(flag.read().holds()).isEmpty();
  }

  @Test
  void aFurtherHoldOfAnEndedStopStaysOnTheBoardAndCostsNobodyTheLease() {
    flag.add(hold("firm", Action.HALT));
    stops.insert(press("firm", Action.HALT), "estop/firm", "run");
    stops.end(STOP);
    redis.empty();
    board.add(hold("firm", Action.FLATTEN), CALL);

    leased();

    assertThat(boardHolds()).containsExactly(hold("firm", Action.FLATTEN));
  }

  @Test
  void theKeeperDoesNotLeaseWithoutTheDatabase() {
    leased();
    Keeper blind = new Keeper(board, noDatabase(), clock, HaltTimeouts.standard());

    assertThatThrownBy(blind::look)
        .isInstanceOf(org.springframework.jdbc.CannotGetJdbcConnectionException.class);
  }

  @Test
  void theKeeperWritesTheLimitsOfComponents() {
    components.register(
        new Component("engine", Optional.of(BigDecimal.TEN), Optional.of(new BigDecimal("99"))));
    leased();

    Answer<Reading> polled = board.poll("engine", null, CALL).join();

    assertThat(polled).isInstanceOf(Answer.Done.class);
    assertThat(((Answer.Done<Reading>) polled).value().limits())
        .isEqualTo(new Limits(BigDecimal.TEN, new BigDecimal("99")));
  }

  @Test
  void aHoldThatOnlyAGateKeepsIsCopiedToFlagAndBoardBeforeTheLease() {
    expected("engine");
    leased();
    says("engine", state().version(), List.of(hold("symbol:X", Action.CANCEL)));

    assertThat(keeper.look().leased()).isFalse();
    assertThat(flag.read().holdsInOrder()).containsExactly(hold("symbol:X", Action.CANCEL));
    assertThat(ledger.about("stop/s-1", List.of("HOLD_COPIED"), 9)).hasSize(1);

    leased();
    assertThat(boardHolds()).containsExactly(hold("symbol:X", Action.CANCEL));
  }

  @Test
  void aComponentThatNobodyRegisteredIsNotHeard() {
    leased();
    says("stranger", new BoardVersion(99, 1), List.of(hold("firm", Action.HALT)));

    assertThat(keeper.look().leased()).isTrue();
    assertThat(flag.read().holds()).isEmpty();
  }

  @Test
  void aGateThatHasSeenMoreThanTheBoardMakesItANewIncarnation() {
    expected("engine");
    leased();
    BoardVersion seen = new BoardVersion(state().version().incarnation() + 7, 3);
    says("engine", seen, List.of());

    KeeperDecision decision = decision();
    assertThat(decision).isInstanceOf(KeeperDecision.Refill.class);
    assertThat(((KeeperDecision.Refill) decision).why()).contains("engine has seen " + seen);

    leased();
    assertThat(state().version()).isGreaterThan(seen);
  }

  @Test
  void anIncarnationThatNoKeeperCanHaveReachedIsNotBelieved() {
    expected("engine");
    leased();
    says("engine", new BoardVersion(Long.MAX_VALUE - 1, 1), List.of());

    assertThat(keeper.look().leased()).isTrue();
  }

  @Test
  void aReleaseThatTheBoardForgotIsNamedAgainForTheGateThatStillHolds() {
    expected("engine");
    flag.add(hold("firm", Action.HALT));
    flag.release(List.of(STOP), flag.read().version());
    releaseOthers(300);
    leased();
    redis.empty();
    board.refill(flag.nextIncarnation(), BoardContent.nothing(), CALL);
    leased();
    assertThat(state().released(STOP)).isFalse();
    says("engine", state().version(), List.of(hold("firm", Action.HALT)));

    leased();
    looks(2);

    assertThat(state().released(STOP)).isTrue();
    assertThat(ledger.about("stop/s-1", List.of("RELEASE_CARRIED"), 9)).hasSize(1);
    assertThat(flag.read().holds()).isEmpty();
  }

  @Test
  void releasesThatTheBoardLacksNeverCostTheFirmItsLease() {
    expected("engine");
    leased();
    List<StopId> released = releaseOthers(400);
    looks(1);

    for (int look = 0; look < 12; look++) {
      says(
          "engine",
          state().version(),
          released.subList(0, 200).stream().map(stop -> hold(stop, "symbol:X")).toList());
      keeper.look();
      assertThat(reading().leased()).as("look " + look).isTrue();
    }
  }

  @Test
  void whatAGateThatIsGoneSaysOfReleasedHoldsIsOld() {
    expected("engine");
    flag.add(hold("firm", Action.HALT));
    flag.release(List.of(STOP), flag.read().version());
    releaseOthers(300);
    leased();
    redis.empty();
    board.refill(flag.nextIncarnation(), BoardContent.nothing(), CALL);
    leased();
    said("engine", state().version(), List.of(hold("firm", Action.HALT)), 120_000);

    looks(3);

    assertThat(state().released(STOP)).isFalse();
  }

  @Test
  void aLateHoldOfAnEndedStopThatTheFlagDoesNotKnowIsTakenOff() {
    leased();
    stops.insert(press("firm", Action.HALT), "estop/firm", "run");
    stops.end(STOP);
    board.add(hold("firm", Action.HALT), CALL);

    looks(3);
    leased();

    assertThat(boardHolds()).isEmpty();
    assertThat(state().released(STOP)).isTrue();
    assertThat(ledger.about("stop/s-1", List.of("HOLD_TAKEN_OFF"), 9)).hasSize(1);
    assertThat(ledger.firstBreak()).isEmpty();
  }

  @Test
  void aDatabaseThatWentBackInTimeGivesNoIncarnationTwice() {
    leased();
    long before = state().version().incarnation();
    postgres.tamper("alter sequence board_incarnation restart");
    says("engine", new BoardVersion(before + 4, 9), List.of());
    expected("engine");

    leased();

    assertThat(state().version().incarnation()).isGreaterThan(before + 4);
  }

  @Test
  void whatTheKeeperReadsOfThePastIsBounded() {
    releaseOthers(400);

    assertThat(flag.readAbout(List.of(), 250).newestReleases())
        .hasSize(250)
        .endsWith(StopId.parse("r-399"));
    leased();
    assertThat(state().content().releases()).hasSizeLessThanOrEqualTo(250);
  }

  @Test
  void findingsNameWhoIsSilentTwiceAndWhoseHoldIsRefused() {
    expected("engine");
    expected("twin");
    components.register(
        "test", new Component("idle", Optional.empty(), Optional.empty(), false, Optional.empty()));
    flag.add(hold("symbol:X", Action.HALT));
    leased();
    says("twin", "1", state().version(), List.of(), 0);
    says("twin", "2", state().version(), List.of(hold("symbol:Y", Action.HALT)), 0);

    assertThat(keeper.look().leased()).isTrue();

    assertThat(keeper.findings())
        .extracting(found -> found.kind() + " " + found.subject())
        .containsExactlyInAnyOrder(
            "COMPONENT_SILENT engine", "COMPONENT_TWICE twin", "HOLD_REFUSED s-1");
  }

  private KeeperDecision decision() {
    List<String> names = components.expected().stream().map(Component::name).toList();
    Answer<Sight> seen = keeper.see(names);
    assertThat(seen).isInstanceOf(Answer.Done.class);
    Sight sight = ((Answer.Done<Sight>) seen).value();
    return KeeperDecision.of(sight, keeper.truth(sight));
  }

  private List<StopId> releaseOthers(int count) {
    List<StopId> others =
        IntStream.range(0, count).mapToObj(i -> StopId.parse("r-%03d".formatted(i))).toList();
    others.forEach(stop -> flag.release(Set.of(stop), flag.read().version()));
    return others;
  }

  private void expected(String name) {
    components.register(new Component(name, Optional.empty(), Optional.empty()));
  }

  private void says(String component, BoardVersion version, List<Hold> holds) {
    said(component, version, holds, 0);
  }

  private void said(String component, BoardVersion version, List<Hold> holds, long agoMillis) {
    says(component, "i", version, holds, agoMillis);
  }

  private void says(
      String component, String instance, BoardVersion version, List<Hold> holds, long agoMillis) {
    long now = reading().redisMillis() - agoMillis;
    Acknowledgement said =
        new Acknowledgement(
            new GateId(component, instance, "java/test", now, Duration.ofSeconds(1)),
            version,
            new BoardVersion(0, 0),
            "",
            now,
            holds,
            List.of(),
            List.of());
    try {
      board.acknowledge(said).toCompletableFuture().get(5, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
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

  private static Hold hold(StopId stop, String scope) {
    return Hold.halted(
        stop, Scope.parse(scope), Action.HALT, press(scope, Action.HALT).pressedAt());
  }

  private static Database noDatabase() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setServerNames(new String[] {"127.0.0.1"});
    nowhere.setPortNumbers(new int[] {1});
    nowhere.setConnectTimeout(1);
    return new Database(nowhere, TEST);
  }
}
