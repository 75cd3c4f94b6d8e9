package io.estop.halt.press;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.gate.RealRedis;
import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.Reading;
import io.estop.halt.Presses;
import io.estop.halt.temporal.StopStarter;
import io.estop.model.Action;
import io.estop.model.EnvironmentId;
import io.estop.model.Press;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.estop.model.hold.PressAnswer;
import io.estop.store.Database;
import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import io.estop.store.alarm.AlarmKind;
import io.estop.store.flag.Flag;
import io.estop.store.flag.Outbox;
import io.estop.store.ledger.Ledger;
import io.estop.store.stop.Stops;
import io.lettuce.core.RedisClient;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** A press while Temporal and one or two of the stores are gone; both stores are real. */
class PressOutageTest {
  private static final Duration CALL = Duration.ofSeconds(2);
  private static final EnvironmentId TEST = EnvironmentId.parse("test");
  private static final StopId STOP = StopId.parse("s-1");
  private static final RealPostgres postgres = RealPostgres.start();
  private static final RealRedis redis = RealRedis.start();
  private static final RedisClient noRedis = RedisClient.create("redis://127.0.0.1:1");
  private static final ExecutorService pool = Executors.newFixedThreadPool(8);
  // Calls of a Temporal that is down hang for long, and must take nobody's thread.
  private static final ExecutorService calls = Executors.newCachedThreadPool();
  // Nobody listens there: Temporal is down.
  private static final WorkflowServiceStubs noTemporal =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());

  private final MovedClock clock = new MovedClock();
  private final Outage outage = new Outage();
  private final Database database = new Database(outage, TEST);
  private final Flag flag = new Flag(database, clock);
  private final Outbox outbox = new Outbox(database, clock);
  private final Ledger ledger = new Ledger(database, clock);
  private final Stops stops = new Stops(database, clock);
  private final Board board = Board.of(TEST, redis.client());
  private final Board nowhere = Board.of(TEST, noRedis);

  @TempDir private Path folder;

  /** A PostgreSQL that can be away. */
  private static final class Outage extends AbstractDataSource {
    private volatile boolean down;

    @Override
    public Connection getConnection() throws SQLException {
      if (down) {
        throw new SQLTransientConnectionException("down");
      }
      return postgres.dataSource().getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }
  }

  @AfterAll
  static void stop() {
    noTemporal.shutdownNow();
    noRedis.shutdown();
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
  void withoutDatabaseItIsHeldAndKeptInAFileUntilTheFlagHasIt() {
    outage.down = true;
    PressService service = service(board, kept());

    PressResult pressed = service.press(press(Action.CANCEL));

    assertThat(pressed.answer()).isEqualTo(PressAnswer.HELD_NOT_DURABLE);
    assertThat(places(pressed))
        .containsExactly("board true", "flag false", "outbox true", "temporal false");
    assertThat(service.retryKept()).isZero();
    assertThat(files()).hasSize(1);
    assertThat(alarms)
        .containsExactly("PRESS_KEPT s-1: PostgreSQL did not take its press, which was kept");

    outage.down = false;
    assertThat(service.retryKept()).isEqualTo(1);

    assertInTheFlagOnce(Action.CANCEL);
    assertThat(files()).isEmpty();
    assertThat(service.retryKept()).isZero();
  }

  @Test
  void withoutRedisAndDatabaseTheFileKeepsItAlsoOverARestart() {
    outage.down = true;
    KeptPresses before = kept();

    PressResult pressed = service(nowhere, before).press(press(Action.FLATTEN));

    assertThat(pressed.answer()).isEqualTo(PressAnswer.KEPT_NOT_HALTED);
    assertThat(before.find(STOP).orElseThrow().answer()).isEqualTo(PressAnswer.KEPT_NOT_HALTED);

    KeptPresses after = kept();
    PressService restarted = service(board, after);
    assertThat(restarted.retryKept()).isZero();
    assertThat(alarms).last().asString().startsWith("PRESS_KEPT s-1: its press was kept by a");
    assertThat(boardHolds()).containsExactly(hold(Action.FLATTEN));
    assertThat(after.find(STOP).orElseThrow().answer()).isEqualTo(PressAnswer.HELD_NOT_DURABLE);

    outage.down = false;
    assertThat(restarted.retryKept()).isEqualTo(1);
    assertInTheFlagOnce(Action.FLATTEN);
    assertThat(after.find(STOP)).isEmpty();
  }

  @Test
  void withoutRedisTheFlagAloneAccepts() {
    PressResult pressed = service(nowhere, kept()).press(press(Action.HALT));

    assertThat(pressed.answer()).isEqualTo(PressAnswer.ACCEPTED);
    assertThat(files()).isEmpty();
    assertInTheFlagOnce(Action.HALT);
  }

  @Test
  void whereNoPlaceTakesItTheAnswerSaysSo() throws IOException {
    outage.down = true;
    Path file = Files.writeString(folder.resolve("in-the-way"), "");
    KeptPresses kept =
        KeptPresses.in(
            new FileOutbox(file.resolve("outbox"), TEST, FileOutbox.MOST), this::alarmed);

    PressResult pressed = service(nowhere, kept).press(press(Action.HALT));

    assertThat(pressed.answer()).isEqualTo(PressAnswer.NOT_KEPT);
    assertThat(kept.all()).isEmpty();
    assertThat(kept.troubles()).singleElement().asString().contains("press s-1 is in no file");
    assertThat(alarms).singleElement().asString().startsWith("PRESS_TROUBLE s-1: press s-1 is in");
  }

  @Test
  void heldWithoutAFileItIsRetriedFromMemory() throws IOException {
    outage.down = true;
    Path file = Files.writeString(folder.resolve("in-the-way"), "");
    KeptPresses kept =
        KeptPresses.in(
            new FileOutbox(file.resolve("outbox"), TEST, FileOutbox.MOST), this::alarmed);
    PressService service = service(board, kept);

    PressResult pressed = service.press(press(Action.HALT));
    assertThat(pressed.answer()).isEqualTo(PressAnswer.HELD_NOT_DURABLE);
    assertThat(kept.find(STOP).orElseThrow().inFile()).isFalse();

    outage.down = false;
    assertThat(service.retryKept()).isEqualTo(1);
    assertInTheFlagOnce(Action.HALT);
  }

  @Test
  void pressingAKeptOneAgainJoinsItAndNeverWeakensIt() {
    outage.down = true;
    KeptPresses kept = kept();
    PressService service = service(board, kept);
    service.press(press(Action.CANCEL));

    PressResult lower = service.press(press(Action.HALT));
    assertThat(kept.find(STOP).orElseThrow().press().action()).isEqualTo(Action.CANCEL);
    PressResult further = service.press(press(Action.FLATTEN));

    assertThat(List.of(lower.answer(), further.answer()))
        .containsOnly(PressAnswer.HELD_NOT_DURABLE);
    assertThat(files()).hasSize(1);
    outage.down = false;
    PressResult again = service.press(press(Action.FLATTEN));
    assertThat(again.answer()).isEqualTo(PressAnswer.ACCEPTED);
    assertThat(files()).isEmpty();
    assertInTheFlagOnce(Action.FLATTEN);
  }

  @Test
  void aKeptIdForAnotherScopeIsRefusedBeforeItHoldsAnything() {
    outage.down = true;
    PressService service = service(nowhere, kept());
    service.press(press(Action.HALT));
    PressService withBoard = service(board, lastKept);

    assertThatThrownBy(() -> withBoard.press(Presses.of("s-1", "symbol:X", Action.HALT)))
        .isInstanceOf(PressRefusedException.class)
        .hasMessageContaining("in use for another scope");
    assertThat(board.read(CALL).map(Reading::board).toString()).contains("no board");
    assertThat(files()).hasSize(1);
  }

  @Test
  void aKeptPressOfAStopThatEndedMeanwhileIsOverAndDoesNothing() {
    outage.down = true;
    PressService service = service(nowhere, kept());
    service.press(press(Action.FLATTEN));
    outage.down = false;
    stops.insert(press(Action.HALT), "estop/firm", "run");
    stops.end(STOP);

    assertThat(service(board, lastKept).retryKept()).isEqualTo(1);

    assertThat(flag.read().holds()).isEmpty();
    assertThat(files()).isEmpty();
    assertThat(ledger.about("stop/s-1", List.of("PRESS"), 9)).isEmpty();
  }

  @Test
  void aKeptPressThatTheFlagRefusesIsMovedAsideAndTold() {
    outage.down = true;
    KeptPresses kept = kept();
    service(nowhere, kept).press(press(Action.HALT));
    outage.down = false;
    flag.add(
        Hold.halted(
            STOP,
            Presses.of("s-1", "symbol:X", Action.HALT).scope(),
            Action.HALT,
            press(Action.HALT).pressedAt()));

    assertThat(service(nowhere, kept).retryKept()).isZero();

    assertThat(kept.all()).isEmpty();
    assertThat(kept.troubles())
        .singleElement()
        .asString()
        .contains("press s-1 cannot be delivered and was moved aside", "another scope");
    assertThat(alarms).last().asString().startsWith("PRESS_TROUBLE s-1: press s-1 cannot be");
    assertThat(folder.resolve("outbox/aside")).isNotEmptyDirectory();
  }

  @Test
  void onceTemporalIsKnownToBeSilentTheNextPressesWaitAMomentOnly() {
    PressService service = service(board, kept());

    String first = temporal(service.press(Presses.of("t-1", "symbol:A", Action.HALT)));
    String second = temporal(service.press(Presses.of("t-2", "symbol:B", Action.HALT)));

    assertThat(first).isEqualTo("no answer within 300 ms");
    assertThat(second).isEqualTo("no answer within 100 ms");
    for (int i = 3; i < 9; i++) {
      service.press(Presses.of("t-" + i, "symbol:C", Action.HALT));
    }
    assertThat(temporal(service.press(Presses.of("t-9", "symbol:D", Action.HALT))))
        .startsWith("known to be silent");
    assertThat(outbox.undelivered(99)).hasSize(9);
  }

  private void assertInTheFlagOnce(Action action) {
    assertThat(flag.read().holdsInOrder()).containsExactly(hold(action));
    assertThat(outbox.undelivered(9))
        .singleElement()
        .satisfies(press -> assertThat(press.action()).isEqualTo(action));
    assertThat(ledger.about("stop/s-1", List.of("PRESS"), 9)).hasSize(1);
  }

  private static String temporal(PressResult result) {
    return result.places().get(3).detail();
  }

  private static List<String> places(PressResult result) {
    return result.places().stream().map(place -> place.place() + " " + place.done()).toList();
  }

  private List<Hold> boardHolds() {
    Reading reading = ((Answer.Done<Reading>) board.read(CALL)).value();
    return ((BoardState) reading.board()).holds();
  }

  private void alarmed(AlarmKind kind, String subject, String text) {
    alarms.add(kind + " " + subject + ": " + text);
  }

  private List<String> files() {
    String[] names = folder.resolve("outbox").toFile().list((dir, name) -> name.endsWith(".json"));
    return names == null ? List.of() : List.of(names);
  }

  private static Press press(Action action) {
    return Presses.of("s-1", "firm", action);
  }

  private static Hold hold(Action action) {
    return Hold.halted(STOP, press(action).scope(), action, press(action).pressedAt());
  }

  private final List<String> alarms = new ArrayList<>();
  private KeptPresses lastKept = KeptPresses.nowhere();

  /** What a process that begins now knows of the folder. */
  private KeptPresses kept() {
    lastKept =
        KeptPresses.in(
            new FileOutbox(folder.resolve("outbox"), TEST, FileOutbox.MOST), this::alarmed);
    return lastKept;
  }

  private PressService service(Board where, KeptPresses kept) {
    return new PressService(
        new HoldPlaces(where, database, flag, outbox, ledger, pool, CALL),
        outbox,
        kept,
        new StopStarter(WorkflowClient.newInstance(noTemporal)),
        calls,
        pool,
        Duration.ofMillis(300));
  }
}
