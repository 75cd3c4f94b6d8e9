package io.estop.halt.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.gate.RealRedis;
import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.Reading;
import io.estop.halt.HaltTimeouts;
import io.estop.model.Action;
import io.estop.model.EnvironmentId;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import io.estop.store.alarm.Alarms;
import io.estop.store.election.SessionLock;
import io.estop.store.flag.Flag;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of several processes one keeps; whoever loses that is replaced before the lease ends. */
class ElectionTest {
  private static final Duration CALL = Duration.ofSeconds(2);
  private static final EnvironmentId TEST = EnvironmentId.parse("test");
  private static final RealPostgres postgres = RealPostgres.start();
  private static final RealRedis redis = RealRedis.start();

  private final Board board = Board.of(TEST, redis.client());
  private final List<AutoCloseable> opened = new ArrayList<>();

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

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  @Test
  void oneKeepsAndTheOtherWatches() {
    Candidate first = candidate(postgres.url());
    Candidate second = candidate(postgres.url());
    RealRedis.await("leased", () -> turned(first).leased());

    second.turn();

    assertThat(first.isElected()).isTrue();
    assertThat(second.isElected()).isFalse();
    assertThat(second.state().leased()).isTrue();
    assertThat(second.state().text()).contains("another process holds the lock");
    first.close();
    RealRedis.await("taken over", () -> turned(second).elected());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-KILL", "-STOP"})
  void aKeeperThatIsKilledOrPausedIsReplacedBeforeTheLeaseEnds(String signal) throws Exception {
    Process keeping = keepingProcess();
    awaitStarted(keeping);
    Candidate here = candidate(postgres.url());
    here.turn();
    assertThat(here.isElected()).isFalse();

    signal(keeping, signal);
    long begun = System.nanoTime();
    RealRedis.await("taken over", () -> turned(here).elected());

    long tookMillis = (System.nanoTime() - begun) / 1_000_000;
    assertThat(leasedFor()).as("lease left after " + tookMillis + " ms").isPositive();
    RealRedis.await("leased here", () -> turned(here).leased());
    signal(keeping, "-CONT");
    assertThat(turned(here).elected()).isTrue();
  }

  @Test
  void aKeeperThatIsCutOffIsReplacedAndSaysSo() {
    try (Wire wire = Wire.to(URI.create(postgres.url().substring("jdbc:".length())).getPort())) {
      String throughTheWire = postgres.url().replaceFirst(":[0-9]+/", ":" + wire.port() + "/");
      Candidate cutOff =
          opened(KeepingProcess.candidate(postgres.url(), throughTheWire, redis.client()));
      RealRedis.await("leased", () -> turned(cutOff).leased());
      Candidate other = candidate(postgres.url());
      other.turn();
      assertThat(other.isElected()).isFalse();

      wire.cut();
      long begun = System.nanoTime();
      RealRedis.await("taken over", () -> turned(other).elected());

      long tookMillis = (System.nanoTime() - begun) / 1_000_000;
      assertThat(leasedFor()).as("lease left after " + tookMillis + " ms").isPositive();
      cutOff.turn();
      assertThat(cutOff.isElected()).isFalse();
      assertThat(cutOff.state().text()).contains("PostgreSQL");
    }
  }

  @Test
  void whatIsStaleIsToldByTheMonotonicClockAlone() {
    MovedClock wall = new MovedClock();
    AtomicLong nanos = new AtomicLong();
    Candidate candidate =
        opened(
            new Candidate(
                new Keeper(board, postgres.database(), wall, HaltTimeouts.standard()),
                lock(postgres.url()),
                postgres.database(),
                new AlarmDesk(new Alarms(postgres.database(), wall), wall),
                new Candidate.Clocks(wall, nanos::get)));
    for (int i = 0; i < 4; i++) {
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
      candidate.turn();
    }
    assertThat(candidate.isLeased()).isTrue();

    wall.advance(Duration.ofDays(400));
    assertThat(candidate.isLeased()).isTrue();
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(3_001));
    assertThat(candidate.isLeased()).isFalse();
  }

  @Test
  void aClockOfTheKeepersProcessThatStepsChangesNoLease() {
    MovedClock wall = new MovedClock();
    Keeper keeper = new Keeper(board, postgres.database(), wall, HaltTimeouts.standard());
    keeper.look();
    assertThat(keeper.look().leased()).isTrue();

    for (Duration step : List.of(Duration.ofDays(-3_000), Duration.ofDays(9_000))) {
      wall.advance(step);
      assertThat(keeper.look().leased()).isTrue();
      assertThat(leasedFor()).isBetween(1L, 5_000L);
    }
  }

  @Test
  void twoKeepersAtOnceDoNoHarm() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Flag flag = new Flag(postgres.database(), Clock.systemUTC());
    ExecutorService pool = Executors.newFixedThreadPool(2);
    List<Future<?>> keeping = new ArrayList<>();
    for (int keeper = 0; keeper < 2; keeper++) {
      keeping.add(pool.submit(() -> looks(25)));
    }
    List<StopId> held = new ArrayList<>();
    for (int i = 0; keeping.stream().anyMatch(one -> !one.isDone()); i++) {
      disturb(flag, random, held, i);
      assertThat(leasedAgainstTheFlag(flag)).as("seed " + seed).isFalse();
    }
    for (Future<?> one : keeping) {
      one.get(30, TimeUnit.SECONDS);
    }
    pool.shutdownNow();

    looks(6);

    assertThat(reading().leased()).as("seed " + seed).isTrue();
    assertThat(state().holds())
        .as("seed " + seed)
        .containsExactlyInAnyOrderElementsOf(flag.read().holdsInOrder());
  }

  private void disturb(Flag flag, Random random, List<StopId> held, int i) {
    int kind = random.nextInt(10);
    if (kind == 0) {
      redis.empty();
    } else if (kind < 3 && !held.isEmpty()) {
      StopId released = held.remove(0);
      flag.release(List.of(released), flag.read().version());
      board.release(released, CALL);
    } else {
      Hold hold =
          Hold.halted(
              StopId.parse("s-" + i),
              Scope.parse("symbol:X" + i),
              Action.HALT,
              Clock.systemUTC().instant());
      flag.add(hold);
      if (kind < 6) {
        board.add(hold, CALL);
      }
      held.add(hold.stopId());
    }
  }

  /**
   * Returns whether a lease stands that was given after the flag was read here, over a board that
   * lacks what the flag held then.
   */
  private boolean leasedAgainstTheFlag(Flag flag) {
    long before = reading().redisMillis();
    List<Hold> truth = flag.read().holdsInOrder();
    Reading after = reading();
    return after.leased()
        && after.lease() != null
        && after.lease().readAtMillis() > before
        && !((BoardState) after.board()).holds().containsAll(truth);
  }

  private Void looks(int times) {
    Keeper keeper =
        new Keeper(board, postgres.database(), Clock.systemUTC(), HaltTimeouts.standard());
    for (int i = 0; i < times; i++) {
      keeper.look();
    }
    return null;
  }

  private static Candidate.State turned(Candidate candidate) {
    candidate.turn();
    return candidate.state();
  }

  private Candidate candidate(String url) {
    return opened(KeepingProcess.candidate(url, redis.client()));
  }

  private static SessionLock lock(String url) {
    return new SessionLock(new SessionLock.Login(url, null, null), TEST, "keeper");
  }

  private <T extends AutoCloseable> T opened(T one) {
    opened.add(one);
    return one;
  }

  private Process keepingProcess() throws IOException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                KeepingProcess.class.getName(),
                postgres.url(),
                redis.uri())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.INHERIT)
            .start();
    opened.add(process::destroyForcibly);
    return process;
  }

  // A Java process on a busy machine takes its time; the keeper in it does not.
  private void awaitStarted(Process process) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (leasedFor() == 0) {
      assertThat(process.isAlive() && System.nanoTime() < end).as("leased there").isTrue();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private static void signal(Process process, String signal) throws Exception {
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
  }

  /** Returns for how many milliseconds a lease still stands; 0 where none does. */
  private long leasedFor() {
    Reading reading = reading();
    return reading.leased() && reading.lease() != null
        ? reading.lease().endsAtMillis() - reading.redisMillis()
        : 0;
  }

  private Reading reading() {
    return ((Answer.Done<Reading>) board.read(CALL)).value();
  }

  private BoardState state() {
    return (BoardState) reading().board();
  }
}
