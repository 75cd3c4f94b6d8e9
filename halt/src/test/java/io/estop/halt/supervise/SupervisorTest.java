package io.estop.halt.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.gate.RealRedis;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardContent;
import io.estop.halt.Presses;
import io.estop.halt.press.HoldPlaces;
import io.estop.halt.press.KeptPresses;
import io.estop.halt.temporal.StopStarter;
import io.estop.model.Action;
import io.estop.model.EnvironmentId;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.estop.model.hold.Mode;
import io.estop.store.Database;
import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import io.estop.store.flag.Adopted;
import io.estop.store.flag.Flag;
import io.estop.store.flag.Outbox;
import io.estop.store.ledger.Ledger;
import io.estop.store.stop.Stops;
import io.estop.workflows.EstopSearchAttributes;
import io.temporal.client.WorkflowClient;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every active stop runs, and every hold has a stop: on a real database, board and Temporal. */
class SupervisorTest {
  private static final Duration CALL = Duration.ofSeconds(2);
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final StopId STOP = StopId.parse("s-1");
  private static final EnvironmentId TEST = EnvironmentId.parse("test");
  private static final RealPostgres postgres = RealPostgres.start();
  private static final RealRedis redis = RealRedis.start();
  private static final TestWorkflowEnvironment temporal = withSearchAttributes();
  private static final ExecutorService pool = Executors.newFixedThreadPool(4);

  private final MovedClock clock = new MovedClock();
  private final Database database = postgres.database();
  private final Flag flag = new Flag(database, clock);
  private final Outbox outbox = new Outbox(database, clock);
  private final Ledger ledger = new Ledger(database, clock);
  private final Stops stops = new Stops(database, clock);
  private final Board board = Board.of(TEST, redis.client());
  private final WorkflowClient client = temporal.getWorkflowClient();
  private final StopStarter starter = new StopStarter(client);
  private final Supervisor supervisor = new Supervisor(database, starter, clock);
  private final Adoption adoption =
      new Adoption(database, board, KeptPresses.nowhere(), clock, GRACE);
  // Temporal outlives a test, so each has a scope of its own.
  private String scope = "firm";

  private static TestWorkflowEnvironment withSearchAttributes() {
    TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder();
    EstopSearchAttributes.all().forEach(options::registerSearchAttribute);
    return TestWorkflowEnvironment.newInstance(options.build());
  }

  @AfterAll
  static void stop() {
    pool.shutdownNow();
    temporal.close();
    redis.close();
    postgres.close();
  }

  @BeforeEach
  void empty() {
    postgres.empty();
    redis.empty();
    scope = "symbol:S" + System.nanoTime();
  }

  @Test
  void anActiveStopWithoutARunIsStartedAgainOnceUnderItsId() {
    active();

    assertThat(supervisor.look()).as("seen for the first time").isEmpty();
    clock.advance(Duration.ofSeconds(3));
    assertThat(supervisor.look()).containsExactly(STOP);

    assertThat(starter.runs(Scope.parse(scope))).isTrue();
    clock.advance(Duration.ofMinutes(1));
    assertThat(supervisor.look()).isEmpty();
    assertThat(ledger.about("stop/s-1", List.of("RESTART"), 9)).hasSize(1);
  }

  @Test
  void aTerminatedRunIsFollowedByAnotherAndTheHoldStands() {
    active();
    lookTwice();
    assertThat(supervisor.look()).as("it runs").isEmpty();

    client.newUntypedWorkflowStub("estop/" + scope).terminate("somebody in the UI");

    assertThat(starter.runs(Scope.parse(scope))).isFalse();
    assertThat(flag.read().holds()).containsKey(STOP);
    assertThat(lookTwice()).containsExactly(STOP);
    assertThat(starter.runs(Scope.parse(scope))).isTrue();
  }

  @Test
  void aRunThatKeepsEndingIsStartedLessAndLessOften() {
    active();
    int started = 0;
    for (int second = 0; second < 600; second++) {
      clock.advance(Duration.ofSeconds(1));
      if (!supervisor.look().isEmpty()) {
        started++;
        client.newUntypedWorkflowStub("estop/" + scope).terminate("again");
      }
    }

    assertThat(started).isBetween(5, 300);
  }

  @Test
  void aStopThatRunsIsLeftAlone() {
    active();
    starter.startAgain(press(Action.CANCEL));

    assertThat(lookTwice()).isEmpty();
    assertThat(starter.startAgain(press(Action.CANCEL))).isFalse();
  }

  @Test
  void aClosedStopIsNotStartedAndKeepsItsHold() {
    active();
    stops.end(STOP);

    assertThat(lookTwice()).isEmpty();
    assertThat(starter.runs(Scope.parse(scope))).isFalse();
    assertThat(flag.read().holds()).containsKey(STOP);
  }

  @Test
  void aStopThatWasReleasedWhileItHadNoRunIsEnded() {
    active();
    flag.release(List.of(STOP), flag.read().version());

    assertThat(lookTwice()).isEmpty();

    assertThat(stops.live()).isEmpty();
    assertThat(starter.runs(Scope.parse(scope))).isFalse();
    assertThat(ledger.about("stop/s-1", List.of("CLOSE"), 9)).hasSize(1);
  }

  @Test
  void aHoldThatNobodyKnowsIsAdoptedOnceAfterAMoment() {
    onBoardAndFlag(hold(Action.CANCEL));

    assertThat(adoption.look()).as("its press may be on its way").isEmpty();
    clock.advance(GRACE);
    assertThat(adoption.look()).containsExactly(STOP);
    clock.advance(GRACE);
    assertThat(adoption.look()).isEmpty();

    assertThat(outbox.undelivered(9))
        .singleElement()
        .satisfies(
            press -> {
              assertThat(press.stopId()).isEqualTo(STOP);
              assertThat(press.action()).isEqualTo(Action.CANCEL);
              assertThat(Adopted.is(press.cause())).isTrue();
            });
    assertThat(ledger.about("stop/s-1", List.of("ADOPT"), 9)).hasSize(1);
  }

  @Test
  void whoPressedIsToldLaterAndStandsInOutboxAndRow() {
    onBoardAndFlag(hold(Action.CANCEL));
    adopt();
    Press adopted = outbox.undelivered(9).get(0);
    stops.insert(adopted, "estop/" + scope, "run");
    outbox.delivered(STOP, Action.CANCEL);

    HoldPlaces places = new HoldPlaces(board, database, flag, outbox, ledger, pool, CALL);
    places.hold(press(Action.HALT));
    places.hold(press(Action.HALT));

    assertThat(outbox.find(STOP).orElseThrow().cause()).isEqualTo(press(Action.HALT).cause());
    assertThat(outbox.find(STOP).orElseThrow().action()).isEqualTo(Action.CANCEL);
    assertThat(stops.find(STOP).orElseThrow().cause().actor()).isEqualTo("ann");
    assertThat(ledger.about("stop/s-1", List.of("PRESS"), 9)).hasSize(1);
  }

  @Test
  void holdsOfStopsPressesAndReleasesAreNotAdopted() {
    active();
    flag.add(Hold.halted(StopId.parse("joined"), Scope.parse(scope), Action.HALT, clock.instant()));
    stops.join(STOP, Presses.of("joined", scope, Action.HALT), Action.CANCEL);
    Press pressed = Presses.of("pressed", "symbol:P", Action.HALT);
    new HoldPlaces(board, database, flag, outbox, ledger, pool, CALL).hold(pressed);

    assertThat(adopt()).isEmpty();
  }

  @Test
  void aHoldThatTheBoardKnowsAsEndedIsNotBegunAgain() {
    onBoardAndFlag(hold(Action.FLATTEN));
    board.merge(new BoardContent(List.of(), Set.of(), List.of(STOP)), CALL);

    assertThat(adopt()).isEmpty();
    assertThat(flag.read().holds()).containsKey(STOP);
  }

  @Test
  void nothingIsAdoptedWhileTheBoardCannotBeRead() {
    flag.add(hold(Action.FLATTEN));

    assertThat(adopt()).isEmpty();
    board.add(hold(Action.FLATTEN), CALL);
    assertThat(adoption.look()).containsExactly(STOP);
  }

  @Test
  void aLoosenedHoldIsAdoptedWithoutClosingAnything() {
    onBoardAndFlag(hold(Action.FLATTEN).at(Mode.REDUCED, new BigDecimal("0.5")));

    adopt();

    assertThat(outbox.undelivered(9).get(0).action()).isEqualTo(Action.HALT);
    assertThat(flag.read().holdsInOrder().get(0).mode()).isEqualTo(Mode.REDUCED);
  }

  private void active() {
    flag.add(hold(Action.CANCEL));
    stops.insert(press(Action.CANCEL), "estop/" + scope, "lost");
  }

  private List<StopId> lookTwice() {
    supervisor.look();
    clock.advance(Duration.ofSeconds(3));
    return supervisor.look();
  }

  private List<StopId> adopt() {
    adoption.look();
    clock.advance(GRACE);
    return adoption.look();
  }

  private void onBoardAndFlag(Hold hold) {
    board.add(hold, CALL);
    flag.add(hold);
  }

  private Press press(Action action) {
    return Presses.of("s-1", scope, action);
  }

  private Hold hold(Action action) {
    return Hold.halted(STOP, Scope.parse(scope), action, press(action).pressedAt());
  }
}
