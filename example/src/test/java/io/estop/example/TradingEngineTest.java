package io.estop.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.gate.RealRedis;
import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardContent;
import io.estop.gate.board.Reading;
import io.estop.model.Action;
import io.estop.model.EnvironmentId;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.estop.model.trading.Account;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TradingEngineTest {
  private static final EnvironmentId DEMO = new EnvironmentId("demo");
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LEASE = Duration.ofSeconds(5);

  private final RealRedis redis = RealRedis.start();
  private final Board board = Board.of(DEMO, redis.client());
  private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor();
  private final WrittenDown venue = new WrittenDown();

  @BeforeEach
  void keep() {
    assertThat(board.refill(1, BoardContent.nothing(), SOON).isDone()).isTrue();
    keeper.scheduleWithFixedDelay(this::lease, 0, 100, TimeUnit.MILLISECONDS);
  }

  @AfterEach
  void close() {
    keeper.shutdownNow();
    board.close();
    redis.close();
  }

  @Test
  void tradesWhatTheGateAllowsAndNothingThatAStopHolds() {
    try (TradingEngine engine = engine("AAPL", "MSFT")) {
      RealRedis.await("both trade", () -> venue.open.size() == 2);

      press("symbol:AAPL");

      RealRedis.await("denied", () -> engine.ordersDenied() > 0);
      long taken = venue.taken("AAPL");
      long others = venue.taken("MSFT");
      RealRedis.await("the other goes on", () -> venue.taken("MSFT") > others + 5);
      assertThat(venue.taken("AAPL")).isEqualTo(taken);
    }
  }

  @Test
  void takesItsOrdersBackWhenItIsToldToPause() {
    try (TradingEngine engine = engine(Duration.ofSeconds(4), "AAPL")) {
      RealRedis.await("trades", () -> engine.ordersSent() > 0);
      long deniedBefore = engine.ordersDenied();

      press("firm");

      RealRedis.await("nothing works any more", () -> venue.open.isEmpty());
      assertThat(engine.ordersDenied()).as("no turn did it").isEqualTo(deniedBefore);
    }
  }

  @Test
  void sendsNothingWhileNobodyConfirmsTheBoard() {
    keeper.shutdownNow();
    redis.empty();
    try (TradingEngine engine = engine("AAPL")) {
      RealRedis.await("denied", () -> engine.ordersDenied() > 3);

      assertThat(venue.taken("AAPL")).isZero();
    }
  }

  @Test
  void goesOnAfterAVenueThatDoesNotAnswer() {
    venue.silent = true;
    try (TradingEngine engine = engine("AAPL")) {
      RealRedis.await("failed", () -> engine.ordersFailed() > 2);
      venue.silent = false;

      RealRedis.await("trades", () -> engine.ordersSent() > 2);
    }
  }

  private TradingEngine engine(String... symbols) {
    return engine(Duration.ofMillis(20), symbols);
  }

  private TradingEngine engine(Duration every, String... symbols) {
    return TradingEngine.start(
        new TradingEngine.Settings(
            DEMO,
            "engine",
            new Account("paper", "PA1"),
            RedisURI.create(redis.uri()),
            "engine-",
            every),
        venue,
        List.of(symbols).stream()
            .map(symbol -> Bid.farBelow("test", symbol, new BigDecimal("100")))
            .toList());
  }

  private void press(String scope) {
    Hold hold =
        Hold.halted(
            StopId.parse("s1"),
            Scope.parse(scope),
            Action.HALT,
            Instant.parse("2026-03-02T14:30:00Z"));
    assertThat(board.add(hold, SOON).isDone()).isTrue();
  }

  private void lease() {
    if (board.read(SOON) instanceof Answer.Done<Reading> read) {
      board.renewLease(read.value(), LEASE, SOON);
    }
  }

  /** A venue that takes everything, or does not answer. */
  private static final class WrittenDown implements OrderEntry {
    final Set<String> open = ConcurrentHashMap.newKeySet();
    final List<String> taken = new CopyOnWriteArrayList<>();
    volatile boolean silent;

    @Override
    public String buy(String clientOrderId, Bid bid) throws IOException {
      if (silent) {
        throw new IOException("no answer");
      }
      taken.add(bid.symbol());
      open.add(clientOrderId);
      return clientOrderId;
    }

    @Override
    public void cancel(String venueOrderId) {
      open.remove(venueOrderId);
    }

    long taken(String symbol) {
      return taken.stream().filter(symbol::equals).count();
    }
  }
}
