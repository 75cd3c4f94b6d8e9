package io.estop.gate.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.gate.RealRedis;
import io.estop.model.EnvironmentId;
import io.estop.model.StopId;
import io.estop.model.hold.BoardVersion;
import io.estop.model.hold.Hold;
import io.estop.model.hold.Mode;
import io.lettuce.core.RedisClient;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoardTest {
  private static final EnvironmentId DEMO = new EnvironmentId("demo");
  private static final String KEY = "estop:{demo}:board";
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LEASE = Duration.ofSeconds(5);
  private static RealRedis redis;
  private Board board;

  @BeforeAll
  static void startRedis() {
    redis = RealRedis.start();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @BeforeEach
  void open() {
    redis.empty();
    board = Board.of(DEMO, redis.client());
  }

  @AfterEach
  void close() {
    board.close();
  }

  @Test
  void readsBackWhatARefillAndAPressWrote() {
    refill(7, BoardContent.nothing());

    Change change = done(board.add(Holds.firm("s1"), SOON));

    assertThat(change).isEqualTo(new Change(new BoardVersion(7, 2), true));
    assertThat(state().holds()).containsExactly(Holds.firm("s1"));
    assertThat(BoardCodec.text(state())).isEqualTo(redis.tamper(r -> r.get(KEY)));
  }

  @Test
  void pressingTwiceChangesTheBoardOnce() {
    refill(7, BoardContent.nothing());
    done(board.add(Holds.firm("s1"), SOON));

    assertThat(done(board.add(Holds.firm("s1"), SOON)).changed()).isFalse();
    assertThat(state().version()).isEqualTo(new BoardVersion(7, 2));
  }

  @Test
  void mergesHoldsInAnyOrderAsTheModelDoes() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      redis.empty();
      List<Hold> holds = manyHolds(random);
      Map<String, Hold> expected = new TreeMap<>();
      holds.forEach(hold -> expected.merge(hold.stopId() + "\t" + hold.scope(), hold, Hold::merge));

      holds.forEach(hold -> done(board.add(hold, SOON)));

      assertThat(state().holds()).as("seed " + seed).containsExactlyElementsOf(canonical(expected));
    }
  }

  private static List<Hold> manyHolds(Random random) {
    List<Hold> holds = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      String stop = List.of("a-b", "a.b", "aB", "A9").get(random.nextInt(4));
      String scope = stop.startsWith("a") ? "firm" : "symbol:BTC/USD";
      holds.add(Holds.random(random, stop, scope));
    }
    Collections.shuffle(holds, random);
    return holds;
  }

  private static List<Hold> canonical(Map<String, Hold> holds) {
    return holds.values().stream().map(HoldLine::of).map(HoldLine::parse).toList();
  }

  @Test
  void loosensByALaterRevisionAndNotByALateRepetition() {
    Hold pressed = Holds.firm("s1");
    Hold reduced =
        pressed.at(Mode.MONITORING, BigDecimal.ONE).at(Mode.REDUCED, new BigDecimal("0.25"));
    refill(1, BoardContent.nothing());
    done(board.add(pressed, SOON));

    done(board.add(reduced, SOON));
    done(board.add(pressed, SOON));

    assertThat(state().holds()).containsExactly(reduced);
  }

  @Test
  void aReleasedHoldNeverComesBack() {
    refill(1, BoardContent.nothing());
    done(board.add(Holds.firm("s1"), SOON));
    Hold elsewhere = Holds.on("venue:paper", "s1");
    done(board.merge(new BoardContent(List.of(elsewhere), Set.of(), List.of()), SOON));
    done(board.release(new StopId("s1"), SOON));

    assertThat(refusal(board.add(Holds.firm("s1"), SOON))).isEqualTo(Refusal.RELEASED);
    done(board.merge(new BoardContent(List.of(Holds.firm("s1")), Set.of(), List.of()), SOON));
    assertThat(state().holds()).isEmpty();
    assertThat(state().released(new StopId("s1"))).isTrue();
  }

  @Test
  void refusesAStopIdThatIsInUseForAnotherScope() {
    refill(1, BoardContent.nothing());
    done(board.add(Holds.on("symbol:AAPL", "s1"), SOON));

    assertThat(refusal(board.add(Holds.on("symbol:MSFT", "s1"), SOON)))
        .isEqualTo(Refusal.OTHER_SCOPE);
    assertThat(state().holds()).containsExactly(Holds.on("symbol:AAPL", "s1"));
  }

  @Test
  void refusesAPressOfAnEndedStopButLetsItsRecoveryLoosenTheHold() {
    refill(1, BoardContent.nothing());
    done(board.add(Holds.firm("s1"), SOON));
    done(board.end(new StopId("s1"), SOON));
    done(board.end(new StopId("s2"), SOON));

    assertThat(refusal(board.add(Holds.firm("s1"), SOON))).isEqualTo(Refusal.ENDED);
    assertThat(refusal(board.add(Holds.firm("s2"), SOON))).isEqualTo(Refusal.ENDED);
    Hold loosened = Holds.firm("s1").at(Mode.MONITORING, BigDecimal.ONE);
    done(board.add(loosened, SOON));
    assertThat(state().holds()).containsExactly(loosened);
  }

  @Test
  void remembersTheNewestEndedStops() {
    List<StopId> ended = new ArrayList<>();
    for (int i = 0; i < BoardContent.MAX_ENDED; i++) {
      ended.add(new StopId("s" + i));
    }
    refill(1, new BoardContent(List.of(), Set.of(), ended));

    done(board.end(new StopId("last"), SOON));

    assertThat(state().content().ended())
        .hasSize(BoardContent.MAX_ENDED)
        .startsWith(new StopId("s1"))
        .endsWith(new StopId("last"));
  }

  @Test
  void remembersTheNewestReleasesAndTakesOneTwice() {
    List<StopId> stops = new ArrayList<>();
    for (int i = 0; i < BoardContent.MAX_RELEASES; i++) {
      stops.add(new StopId("s" + i));
    }
    refill(1, new BoardContent(List.of(), new LinkedHashSet<>(stops), List.of()));
    done(board.release(new StopId("last"), SOON));
    assertThat(state().content().releases())
        .hasSize(BoardContent.MAX_RELEASES)
        .startsWith(new StopId("s1"))
        .endsWith(new StopId("last"));

    done(board.add(Holds.firm("s0"), SOON));
    done(board.release(new StopId("s0"), SOON));

    assertThat(state().holds()).isEmpty();
    assertThat(state().content().releases()).endsWith(new StopId("s0"));
  }

  @Test
  void aPressIsSplicedInWhereASlowMergeWouldPutIt() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    refill(1, new BoardContent(List.of(), Set.of(new StopId("r")), List.of(new StopId("e"))));
    for (int i = 0; i < 300; i++) {
      String stop = "s" + "ab.-_09Z".charAt(random.nextInt(8)) + random.nextInt(10_000) + "n" + i;
      done(
          board.add(
              Holds.on("symbol:X" + random.nextInt(9) + "Y".repeat(random.nextInt(50)), stop),
              SOON));

      assertThat(read().board()).as("seed " + seed + " press " + i).isInstanceOf(BoardState.class);
      assertThat(BoardCodec.text(state())).isEqualTo(redis.tamper(r -> r.get(KEY)));
    }
    String spliced = redis.tamper(r -> r.get(KEY));
    refill(2, BoardContent.nothing());
    assertThat(redis.tamper(r -> r.get(KEY)).lines().filter(line -> line.startsWith("hold")))
        .isEqualTo(spliced.lines().filter(line -> line.startsWith("hold")).toList());
  }

  @Test
  void publishesWhatChangedAndNothingElse() {
    refill(1, BoardContent.nothing());
    done(board.add(Holds.on("symbol:AAPL", "s1"), SOON));
    List<Published> heard = new CopyOnWriteArrayList<>();
    BoardChannel channel = board.listen(text -> heard.add(ChangeCodec.parse(DEMO, text)));
    channel.ensure().join();

    done(board.add(Holds.firm("s2"), SOON));
    done(board.add(Holds.firm("s2"), SOON));
    Hold loosened = Holds.on("symbol:AAPL", "s1").at(Mode.MONITORING, BigDecimal.ONE);
    done(board.add(loosened, SOON));
    done(board.release(new StopId("s1"), SOON));
    refill(2, new BoardContent(List.of(Holds.firm("s3")), Set.of(), List.of()));

    RealRedis.await("heard", () -> heard.size() == 4);
    assertThat(heard)
        .containsExactly(
            changed(1, 3, Holds.firm("s2")),
            changed(1, 4, loosened),
            changed(1, 5),
            changed(2, 1, Holds.firm("s3")));
    channel.close();
  }

  private static BoardChange changed(long incarnation, long epoch, Hold... holds) {
    return new BoardChange(DEMO, new BoardVersion(incarnation, epoch), List.of(holds));
  }

  @Test
  void aLeaseFromBeforeTheClockWasSetBackIsReplaced() {
    refill(1, BoardContent.nothing());
    Reading now = read();
    String ahead =
        String.join(
            "\t",
            now.run(),
            "1",
            "1",
            state().sum(),
            "" + (now.redisMillis() + 3_600_000),
            "" + (now.redisMillis() + 3_605_000));
    redis.tamper(r -> r.set("estop:{demo}:lease", ahead));

    assertThat(done(board.renewLease(read(), LEASE, SOON)).changed()).isTrue();

    assertThat(lease().endsAtMillis()).isLessThan(now.redisMillis() + 60_000);
  }

  @Test
  void aPressOnNoBoardStartsOneThatNoKeeperCanLease() {
    done(board.add(Holds.firm("s1"), SOON));

    assertThat(state().version()).isEqualTo(new BoardVersion(0, 1));
    assertThat(refusal(board.renewLease(read(), LEASE, SOON))).isEqualTo(Refusal.NEEDS_REFILL);
  }

  @Test
  void aDamagedBoardIsUnreadableAndGivesItsHoldsToTheNextPressButNotItsReleases() {
    refill(3, new BoardContent(List.of(), Set.of(new StopId("s0")), List.of()));
    done(board.add(Holds.firm("s1"), SOON));
    redis.tamper(r -> r.set(KEY, r.get(KEY).replace("s0", "s9")));
    assertThat(read().board()).isInstanceOf(Unreadable.class);
    assertThat(refusal(board.release(new StopId("s1"), SOON))).isEqualTo(Refusal.NO_BOARD);

    done(board.add(Holds.firm("s2"), SOON));

    assertThat(state().holds()).containsExactly(Holds.firm("s1"), Holds.firm("s2"));
    assertThat(state().content().releases()).isEmpty();
    assertThat(state().version()).isEqualTo(new BoardVersion(0, 1));
  }

  @Test
  void aPressGoesThroughWhateverStandsUnderTheKey() {
    redis.tamper(r -> r.lpush(KEY, "not", "a", "board"));

    done(board.add(Holds.firm("s1"), SOON));

    assertThat(state().holds()).containsExactly(Holds.firm("s1"));
  }

  @Test
  void aBoardOfAnotherRunTakesHoldsButNoLease() {
    refill(3, BoardContent.nothing());
    redis.tamper(r -> r.set(KEY, underAnotherRun(state())));

    done(board.add(Holds.firm("s1"), SOON));

    assertThat(state().version()).isEqualTo(new BoardVersion(3, 2));
    assertThat(refusal(board.renewLease(read(), LEASE, SOON))).isEqualTo(Refusal.BOARD_CHANGED);
    assertThat(read().leased()).isFalse();
  }

  private static String underAnotherRun(BoardState now) {
    return BoardCodec.text(
        new BoardState(DEMO, "0".repeat(40), now.version(), now.content(), now.sum()));
  }

  @Test
  void aRefillKeepsTheHoldsItFindsAndNeverReplacesAnEqualOrNewerBoard() {
    done(board.add(Holds.firm("s1"), SOON));
    refill(4, new BoardContent(List.of(Holds.firm("s2")), Set.of(), List.of()));

    assertThat(refusal(board.refill(4, BoardContent.nothing(), SOON)))
        .isEqualTo(Refusal.NEWER_INCARNATION);
    assertThat(refusal(board.refill(3, BoardContent.nothing(), SOON)))
        .isEqualTo(Refusal.NEWER_INCARNATION);
    refill(5, new BoardContent(List.of(), Set.of(new StopId("s2")), List.of()));
    assertThat(state().version()).isEqualTo(new BoardVersion(5, 1));
    assertThat(state().holds()).containsExactly(Holds.firm("s1"));
  }

  @Test
  void aLeaseCountsForTheBoardItNamesAndEndsWhenItsReadingSaid() {
    refill(1, BoardContent.nothing());
    Reading before = read();

    done(board.renewLease(before, LEASE, SOON));

    assertThat(read().leased()).isTrue();
    assertThat(lease().readAtMillis()).isEqualTo(before.redisMillis());
    assertThat(lease().endsAtMillis()).isEqualTo(before.redisMillis() + LEASE.toMillis());
    long left = redis.tamper(r -> r.pttl("estop:{demo}:lease"));
    assertThat(left).isBetween(1L, LEASE.toMillis());
  }

  @Test
  void aLateRenewalDoesNothing() {
    refill(1, BoardContent.nothing());
    Reading old = read();
    RealRedis.await(
        "a lease length has gone by", () -> read().redisMillis() > old.redisMillis() + 20);

    assertThat(refusal(board.renewLease(old, Duration.ofMillis(20), SOON)))
        .isEqualTo(Refusal.LEASE_PAST_ITS_END);
    assertThat(read().lease()).isNull();
  }

  @Test
  void aRenewalForABoardThatChangedMeanwhileDoesNothing() {
    refill(1, BoardContent.nothing());
    Reading old = read();
    done(board.add(Holds.firm("s1"), SOON));

    assertThat(refusal(board.renewLease(old, LEASE, SOON))).isEqualTo(Refusal.BOARD_CHANGED);
    assertThat(read().leased()).isFalse();
  }

  @Test
  void anOlderRenewalNeverShortensALease() {
    refill(1, BoardContent.nothing());
    Reading older = read();
    RealRedis.await("time has gone by", () -> read().redisMillis() > older.redisMillis());
    done(board.renewLease(read(), LEASE, SOON));
    long ends = lease().endsAtMillis();

    assertThat(done(board.renewLease(older, LEASE, SOON)).changed()).isFalse();
    assertThat(lease().endsAtMillis()).isEqualTo(ends);
  }

  @Test
  void aPressRenamesAValidLeaseAndProlongsNothing() {
    refill(1, BoardContent.nothing());
    done(board.renewLease(read(), LEASE, SOON));
    Lease before = lease();

    done(board.add(Holds.on("symbol:AAPL", "s1"), SOON));

    assertThat(read().leased()).isTrue();
    assertThat(lease().version()).isEqualTo(new BoardVersion(1, 2));
    assertThat(lease().endsAtMillis()).isEqualTo(before.endsAtMillis());
    assertThat(lease().readAtMillis()).isEqualTo(before.readAtMillis());
  }

  @Test
  void aPressNeverRevivesALeaseOfAnotherBoard() {
    refill(1, BoardContent.nothing());
    done(board.renewLease(read(), LEASE, SOON));
    redis.tamper(r -> r.set(KEY, underAnotherRun(state())));
    assertThat(read().leased()).isFalse();

    done(board.add(Holds.on("symbol:AAPL", "s1"), SOON));

    assertThat(read().leased()).isFalse();
  }

  @Test
  void aLeaseNamesTheContentAndNotOnlyTheVersion() {
    refill(1, BoardContent.nothing());
    Reading before = read();
    done(board.renewLease(before, LEASE, SOON));

    redis.tamper(r -> r.set(KEY, sameVersionHolding(Holds.on("symbol:MSFT", "s1"))));

    assertThat(read().leased()).isFalse();
    assertThat(refusal(board.renewLease(before, LEASE, SOON))).isEqualTo(Refusal.BOARD_CHANGED);
    done(board.add(Holds.on("symbol:AAPL", "s2"), SOON));
    assertThat(read().leased()).as("a press re-names no lease of another board").isFalse();
  }

  private String sameVersionHolding(Hold hold) {
    BoardContent content = new BoardContent(List.of(hold), Set.of(), List.of());
    return BoardCodec.text(
        new BoardState(DEMO, state().run(), state().version(), content, state().sum()));
  }

  @Test
  void aRefillLeavesTheBoardUnleased() {
    refill(1, BoardContent.nothing());
    done(board.renewLease(read(), LEASE, SOON));

    refill(2, BoardContent.nothing());

    assertThat(read().leased()).isFalse();
  }

  @Test
  void pollsTheTextOnlyWhenItChanged() {
    refill(1, BoardContent.nothing());
    BoardState known = state();

    assertThat(done(board.poll("engine", known, SOON).join()).board()).isSameAs(known);
    done(board.add(Holds.firm("s1"), SOON));
    assertThat(done(board.poll("engine", known, SOON).join()).board()).isEqualTo(state());
  }

  @Test
  void writesLimits() {
    Limits limits = new Limits(new BigDecimal("10"), new BigDecimal("100.5"));

    done(board.writeLimits("engine", limits, SOON));

    assertThat(done(board.poll("engine", null, SOON).join()).limits()).isEqualTo(limits);
    assertThat(done(board.poll("other", null, SOON).join()).limits()).isNull();
  }

  @Test
  void aSilentRedisFailsWithinTheTimeout() {
    try (RedisClientOnNothing nothing = new RedisClientOnNothing()) {
      Board deaf = Board.of(DEMO, nothing.client);
      long begin = System.nanoTime();

      Answer<Change> answer = deaf.add(Holds.firm("s1"), Duration.ofMillis(250));

      assertThat(answer).isInstanceOf(Answer.Failed.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void connectsAgainAfterRedisCameBack() {
    try (RealRedis own = RealRedis.start()) {
      Board here = Board.of(DEMO, own.client());
      done(here.add(Holds.firm("s1"), SOON));
      own.kill();
      assertThat(here.read(Duration.ofMillis(250))).isInstanceOf(Answer.Failed.class);

      own.restart();

      RealRedis.await("connected again", () -> here.read(SOON).isDone());
      here.close();
    }
  }

  private static final class RedisClientOnNothing implements AutoCloseable {
    // A test network: packets to it go nowhere, so that connecting hangs instead of being refused.
    final RedisClient client = RedisClient.create("redis://203.0.113.1:6379?timeout=2s");

    @Override
    public void close() {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }

  private void refill(long incarnation, BoardContent content) {
    done(board.refill(incarnation, content, SOON));
  }

  private Reading read() {
    return done(board.read(SOON));
  }

  private Lease lease() {
    return Objects.requireNonNull(read().lease());
  }

  private BoardState state() {
    assertThat(read().board()).isInstanceOf(BoardState.class);
    return (BoardState) read().board();
  }

  private static <T> T done(Answer<T> answer) {
    assertThat(answer).isInstanceOf(Answer.Done.class);
    return ((Answer.Done<T>) answer).value();
  }

  private static Refusal refusal(Answer<?> answer) {
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused<?>) answer).reason();
  }
}
