package io.estop.halt.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.gate.DenialReason;
import io.estop.gate.OrderRequest;
import io.estop.gate.RealRedis;
import io.estop.gate.TradingGate;
import io.estop.gate.Verdict;
import io.estop.gate.board.Board;
import io.estop.halt.HaltTimeouts;
import io.estop.model.Action;
import io.estop.model.EnvironmentId;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.estop.model.trading.Account;
import io.estop.model.trading.Side;
import io.estop.store.RealPostgres;
import io.estop.store.flag.Flag;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Redis that lost or changed its past is never LIVE before the keeper has seen it. */
class LostRedisTest {
  private static final EnvironmentId TEST = EnvironmentId.parse("test");
  private static final String BOARD = "estop:{test}:board";
  private static final String LEASE = "estop:{test}:lease";
  private static final RealPostgres postgres = RealPostgres.start();
  private static final RealRedis redis = RealRedis.start();

  private final Flag flag = new Flag(postgres.database(), Clock.systemUTC());
  private final Keeper keeper =
      new Keeper(
          Board.of(TEST, redis.client()),
          postgres.database(),
          Clock.systemUTC(),
          HaltTimeouts.standard());

  private record Kept(String board, String lease) {}

  @AfterAll
  static void stop() {
    redis.close();
    postgres.close();
  }

  @BeforeEach
  void leased() {
    postgres.empty();
    redis.empty();
    RealRedis.await("leased", () -> keeper.look().leased());
  }

  @Test
  void anEmptiedRedisDeniesUntilTheKeeperHasRefilledIt() {
    flag.add(halt("symbol:HELD"));
    RealRedis.await("leased", () -> keeper.look().leased());

    redis.empty();

    deniesUntilTheKeeperLooks();
  }

  @Test
  void aRestartedRedisDeniesUntilTheKeeperHasRefilledIt() {
    flag.add(halt("symbol:HELD"));
    redis.kill();
    redis.restart();

    deniesUntilTheKeeperLooks();
  }

  @Test
  void aRedisThatFailedOverWithItsDataDeniesUntilTheKeeperHasRefilledIt() {
    Kept kept = kept();
    flag.add(halt("symbol:HELD"));
    redis.kill();
    redis.restart();

    // Another process has the same data, lease included: its run id differs.
    put(kept);

    deniesUntilTheKeeperLooks();
  }

  @Test
  void aRedisThatWasRolledBackDeniesUntilTheKeeperHasCompared() {
    Kept kept = kept();
    flag.add(halt("symbol:HELD"));
    RealRedis.await("leased", () -> keeper.look().leased());

    // The old value, and a lease for it that was renewed a moment before: a dump of that moment.
    put(kept);

    deniesUntilTheKeeperLooks();
  }

  @Test
  void aGateThatHasSeenTheNewerBoardDeniesOnTheOlderOne() {
    Kept kept = kept();
    flag.add(halt("symbol:HELD"));
    RealRedis.await("leased", () -> keeper.look().leased());
    try (TradingGate gate = gate()) {
      RealRedis.await("allowed", () -> keeperLooksAnd(gate, "FREE").allowed());

      put(kept);

      RealRedis.await(
          "denied", () -> gate.look(order("FREE")).reason() == DenialReason.STATE_UNREADABLE);
      assertThat(gate.look(order("HELD")).allowed()).isFalse();
      keeperMakesItLiveAgain(gate);
    }
  }

  private void deniesUntilTheKeeperLooks() {
    try (TradingGate gate = gate()) {
      Set<DenialReason> seen = EnumSet.noneOf(DenialReason.class);
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1_000);
      while (System.nanoTime() < end) {
        Verdict verdict = gate.look(order("FREE"));
        assertThat(verdict.allowed()).isFalse();
        seen.add(verdict.reason());
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
      }
      assertThat(seen).containsAnyOf(DenialReason.STATE_UNREADABLE, DenialReason.STATE_UNCONFIRMED);
      keeperMakesItLiveAgain(gate);
    }
  }

  private void keeperMakesItLiveAgain(TradingGate gate) {
    RealRedis.await("live again", () -> keeperLooksAnd(gate, "FREE").allowed());
    assertThat(gate.look(order("HELD")).reason()).isEqualTo(DenialReason.HALTED);
  }

  private Verdict keeperLooksAnd(TradingGate gate, String symbol) {
    keeper.look();
    return gate.look(order(symbol));
  }

  private static TradingGate gate() {
    return TradingGate.builder(TEST, "engine", redis.client()).start();
  }

  private static OrderRequest order(String symbol) {
    return OrderRequest.order("o-1", new Account("paper", "PA1"), symbol)
        .size(Side.BUY, BigDecimal.ONE, BigDecimal.ZERO)
        .build();
  }

  private static Hold halt(String scope) {
    return Hold.halted(
        StopId.parse("s-1"),
        Scope.parse(scope),
        Action.HALT,
        Instant.parse("2026-11-23T15:00:00Z"));
  }

  private static Kept kept() {
    return redis.tamper(commands -> new Kept(commands.get(BOARD), commands.get(LEASE)));
  }

  private static void put(Kept kept) {
    redis.tamper(
        commands -> {
          commands.set(LEASE, kept.lease());
          return commands.set(BOARD, kept.board());
        });
  }
}
