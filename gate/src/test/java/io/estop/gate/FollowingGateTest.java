package io.estop.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardContent;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.ComponentReport;
import io.estop.gate.board.Holds;
import io.estop.gate.board.Reading;
import io.estop.gate.board.Unreadable;
import io.estop.model.EnvironmentId;
import io.estop.model.StopId;
import io.estop.model.hold.BoardVersion;
import io.estop.model.trading.Account;
import io.estop.model.trading.Side;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Gates with their own threads against a Redis that comes and goes. */
class FollowingGateTest {
  private static final EnvironmentId DEMO = new EnvironmentId("demo");
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LEASE = Duration.ofSeconds(5);
  private static final Account ACCOUNT = new Account("alpaca", "A1");

  private final RealRedis redis = RealRedis.start();
  private final Board board = Board.of(DEMO, redis.client());
  private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor();

  @BeforeEach
  void refill() {
    assertThat(board.refill(1, BoardContent.nothing(), SOON).isDone()).isTrue();
  }

  @AfterEach
  void close() {
    keeper.shutdownNow();
    board.close();
    redis.close();
  }

  @Test
  void aPressDeniesBeforeTheNextPoll() {
    Timing slow = new Timing(Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(1));
    keep();
    try (TradingGate gate =
        TradingGate.builder(DEMO, "engine", redis.client()).timing(slow).start()) {
      RealRedis.await("subscribed", this::somebodyListens);
      RealRedis.await("live", () -> pollAndSay(gate).equals("ALLOWED"));

      assertThat(board.add(Holds.firm("s1"), SOON).isDone()).isTrue();

      RealRedis.await("denied", () -> say(gate).equals("DENIED HALTED"));
    }
  }

  @Test
  void deniesWhileRedisIsGoneAndHealsWhenItIsBack() {
    keep();
    try (TradingGate gate =
        TradingGate.builder(DEMO, "engine", RedisURI.create(redis.uri())).start()) {
      RealRedis.await("live", () -> say(gate).equals("ALLOWED"));

      redis.kill();
      RealRedis.await("stale", () -> say(gate).equals("DENIED STATE_STALE"));
      redis.restart();
      RealRedis.await("unreadable", () -> say(gate).equals("DENIED STATE_UNREADABLE"));
      RealRedis.await("refilled", () -> board.refill(2, BoardContent.nothing(), SOON).isDone());

      RealRedis.await("live again", () -> say(gate).equals("ALLOWED"));
      assertThat(board.add(Holds.firm("s1"), SOON).isDone()).isTrue();
      RealRedis.await("halted", () -> say(gate).equals("DENIED HALTED"));
    }
  }

  @Test
  void manyGatesShareTwoConnectionsAndTwoThreadsAndEachAcknowledges() {
    keep();
    ScheduledExecutorService feeding = Executors.newSingleThreadScheduledExecutor();
    ScheduledExecutorService listening = Executors.newSingleThreadScheduledExecutor();
    List<TradingGate> gates = new ArrayList<>();
    List<String> names = IntStream.range(0, 40).mapToObj(i -> "engine-" + i).toList();
    RedisClient client = RedisClient.create(redis.uri());
    for (String name : names) {
      gates.add(TradingGate.builder(DEMO, name, client).threads(feeding, listening).start());
    }
    RealRedis.await("all live", () -> gates.stream().allMatch(gate -> say(gate).equals("ALLOWED")));
    assertThat(somebodyListens()).as("one subscription for all").isTrue();

    assertThat(board.add(Holds.firm("s1"), SOON).isDone()).isTrue();
    BoardVersion held = ((BoardState) read().board()).version();

    RealRedis.await("all acknowledged", () -> keeping(names, held) == names.size());
    assertThat(gates).allMatch(gate -> say(gate).equals("DENIED HALTED"));
    gates.get(0).close();
    assertThat(say(gates.get(1))).isEqualTo("DENIED HALTED");
    RealRedis.await("one is gone", () -> keeping(names, held) == names.size() - 1);
    gates.forEach(TradingGate::close);
    RealRedis.await("nobody listens", () -> !somebodyListens());
    assertThat(feeding.isShutdown()).isFalse();
    feeding.shutdownNow();
    listening.shutdownNow();
    client.shutdown(Duration.ZERO, SOON);
  }

  private long keeping(List<String> names, BoardVersion held) {
    return ((Answer.Done<List<ComponentReport>>) board.acknowledgements(names, SOON))
        .value().stream()
            .flatMap(report -> report.instances().stream())
            .filter(said -> said.keeps(new StopId("s1"), held))
            .count();
  }

  @Test
  void startsWithoutRedis() {
    redis.kill();
    long begin = System.nanoTime();
    try (TradingGate gate =
        TradingGate.builder(DEMO, "engine", RedisURI.create(redis.uri())).start()) {
      assertThat(say(gate)).isEqualTo("DENIED STATE_UNKNOWN");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));

      RealRedis.await("failures are counted", () -> gate.failures() > 0);
      redis.restart();
      RealRedis.await("read", () -> say(gate).equals("DENIED STATE_UNREADABLE"));
    }
  }

  /** Rule R10: once the list of those inside is out, whoever is allowed stands on it. */
  @Test
  void everyOrderAllowedUnderAnOlderBoardIsListed() throws InterruptedException {
    keep();
    for (int round = 0; round < 200; round++) {
      try (TradingGate gate = TradingGate.builder(DEMO, "engine", redis.client()).unfed()) {
        raceAgainstAPress(gate);
      }
    }
  }

  private void raceAgainstAPress(TradingGate gate) throws InterruptedException {
    Reading live = reading();
    // The first reading of a gate counts no lease that is older than itself (rule R9).
    gate.feed().onReading(new Reading("", 0, live.board(), null, null), System.nanoTime());
    gate.feed().onReading(live, System.nanoTime());
    AtomicReference<Set<String>> listed = new AtomicReference<>(Set.of("not yet"));
    AtomicReference<String> missing = new AtomicReference<>("");
    Thread[] traders = {trader(gate, "o1", listed, missing), trader(gate, "o2", listed, missing)};
    Thread.onSpinWait();

    // Any board that cannot be read: it swaps the snapshot for one that denies.
    gate.feed()
        .onReading(new Reading("", 0, new Unreadable("gone"), null, null), System.nanoTime());
    listed.set(Set.copyOf(gate.inside()));

    for (Thread trader : traders) {
      trader.join();
    }
    assertThat(missing.get()).isEmpty();
  }

  private static Thread trader(
      TradingGate gate,
      String id,
      AtomicReference<Set<String>> listed,
      AtomicReference<String> missing) {
    OrderRequest order = order(id);
    Thread thread =
        new Thread(
            () -> {
              boolean allowed = true;
              while (allowed) {
                allowed = gate.enter(order).allowed();
                if (allowed) {
                  Set<String> list = Objects.requireNonNull(listed.get());
                  if (!list.contains("not yet") && !list.contains(id)) {
                    missing.set(id);
                  }
                  gate.exit();
                }
              }
            });
    thread.start();
    return thread;
  }

  private Reading reading() {
    RealRedis.await("leased", () -> read().leased());
    return read();
  }

  private Reading read() {
    return ((Answer.Done<Reading>) board.read(SOON)).value();
  }

  private void keep() {
    keeper.scheduleWithFixedDelay(this::renew, 0, 50, TimeUnit.MILLISECONDS);
  }

  private void renew() {
    if (board.read(SOON) instanceof Answer.Done<Reading> read) {
      board.renewLease(read.value(), LEASE, SOON);
    }
  }

  private boolean somebodyListens() {
    return redis.tamper(r -> r.pubsubNumsub("estop:{demo}:board")).containsValue(1L);
  }

  private static String pollAndSay(TradingGate gate) {
    gate.feed().poll().toCompletableFuture().join();
    return say(gate);
  }

  private static String say(TradingGate gate) {
    return gate.look(order("o1")).toString();
  }

  private static OrderRequest order(String id) {
    return OrderRequest.order(id, ACCOUNT, "AAPL")
        .size(Side.BUY, BigDecimal.ONE, BigDecimal.ZERO)
        .build();
  }
}
