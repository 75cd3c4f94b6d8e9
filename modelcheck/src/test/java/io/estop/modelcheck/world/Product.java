package io.estop.modelcheck.world;

import io.estop.gate.GateUnderCheck;
import io.estop.gate.OrderRequest;
import io.estop.gate.board.Board;
import io.estop.halt.HaltTimeouts;
import io.estop.halt.keeper.Keeper;
import io.estop.model.Action;
import io.estop.model.EnvironmentId;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.estop.model.trading.Account;
import io.estop.model.trading.Side;
import io.estop.modelcheck.postgres.MemoryPostgres;
import io.estop.modelcheck.redis.MemoryClient;
import io.estop.modelcheck.redis.MemoryRedis;
import io.estop.store.Database;
import io.estop.store.flag.Flag;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

/** The product's own objects, in front of stores whose content is a value. */
final class Product {
  /** Half a lease; after it so much is left that a keeper does not yet renew before all else. */
  static final int TICK_MILLIS = 2_600;

  static final int LEASE_TICKS = 2;
  static final int STALE_TICKS = 1;

  /** What a gate lets two clocks differ by between readings; the keeper takes it off the lease. */
  static final int DRIFT_MILLIS = 100;

  static final long MILLI_BASE = 1_000_000_000L;

  static final EnvironmentId ENVIRONMENT = EnvironmentId.parse("model");
  static final Duration CALL = Duration.ofDays(1);

  final MemoryRedis redis = new MemoryRedis();
  final MemoryClient client = new MemoryClient(redis);
  final MemoryPostgres postgres = new MemoryPostgres();
  final Board board = Board.of(ENVIRONMENT, client);
  final Flag flag;
  final Keeper keeper;
  final List<GateUnderCheck> gates;
  final List<String> components;
  final List<StopId> stops = List.of(StopId.parse("A"), StopId.parse("B"));
  final List<Hold> holds = List.of(hold("A"), hold("B"));
  final List<OrderRequest> orders = List.of(order("A"), order("B"));

  /** Covered by no hold: allowed whenever LIVE counts. */
  final OrderRequest free = order("C");

  Product(int gateCount) {
    Clock clock = Clock.fixed(Instant.ofEpochMilli(MILLI_BASE), ZoneOffset.UTC);
    Database database = new Database(postgres.dataSource(), ENVIRONMENT);
    Duration margin = Duration.ofMillis(DRIFT_MILLIS);
    HaltTimeouts timeouts =
        new HaltTimeouts(CALL, CALL, Duration.ofMillis(LEASE_TICKS * TICK_MILLIS), margin, CALL);
    this.flag = new Flag(database, clock);
    this.keeper = new Keeper(board, database, clock, timeouts);
    this.components = IntStream.range(0, gateCount).mapToObj(Product::component).toList();
    this.gates =
        components.stream()
            .map(
                name ->
                    new GateUnderCheck(
                        ENVIRONMENT, name, client, Duration.ofMillis(STALE_TICKS * TICK_MILLIS)))
            .toList();
  }

  static String component(int gate) {
    return "gate" + (gate + 1);
  }

  private static Hold hold(String stop) {
    return Hold.halted(
        StopId.parse(stop),
        Scope.parse("symbol:" + stop),
        Action.HALT,
        Instant.ofEpochMilli(MILLI_BASE));
  }

  private static OrderRequest order(String symbol) {
    return OrderRequest.order("order-" + symbol, Account.parse("paper/PA1"), symbol)
        .size(Side.BUY, BigDecimal.ONE, BigDecimal.ZERO)
        .build();
  }
}
