package io.estop.gate;

import io.estop.gate.board.Reading;
import io.estop.model.Action;
import io.estop.model.EnvironmentId;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.estop.model.trading.Account;
import io.estop.model.trading.Side;
import io.estop.modelcheck.inside.Schedule;
import io.estop.modelcheck.redis.MemoryClient;
import io.estop.modelcheck.redis.MemoryRedis;
import io.estop.modelcheck.redis.RedisData;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Threads that enter and exit, against the one that applies a press and acknowledges it. */
public final class InsideGate {
  private static final EnvironmentId ENVIRONMENT = EnvironmentId.parse("model");
  private static final long NOW = 1_000_000_000L;

  private final int entering;
  private final int turns;
  private final MemoryRedis redis = new MemoryRedis();
  private final MemoryClient client = new MemoryClient(redis);
  private final List<String> leased;
  private final String message;
  private final Set<String> visited = new HashSet<>();
  private int runs;

  private InsideGate(int entering, int turns) {
    this.entering = entering;
    this.turns = turns;
    redis.restore(RedisData.empty(1), NOW);
    var board = io.estop.gate.board.Board.of(ENVIRONMENT, client);
    Duration long10 = Duration.ofDays(1);
    board.refill(1, io.estop.gate.board.BoardContent.nothing(), long10);
    redis.restore(redis.data(), NOW + 1_000);
    Reading read = ((io.estop.gate.board.Answer.Done<Reading>) board.read(long10)).value();
    board.renewLease(read, Duration.ofDays(1), long10);
    board.poll("gate", null, long10).join();
    List<String> answer = client.lastReading();
    if (answer == null) {
      throw new IllegalStateException("a poll reads nothing");
    }
    this.leased = answer;
    board.add(
        Hold.halted(StopId.parse("A"), Scope.parse("firm"), Action.HALT, Instant.EPOCH), long10);
    this.message = redis.published().get(redis.published().size() - 1);
    board.close();
  }

  /**
   * Explores all interleavings.
   *
   * @param words how many threads enter, how often each
   * @return verdict, states, runs, what is broken, then the trace
   */
  public static String[] explore(String... words) {
    InsideGate inside = new InsideGate(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
    List<List<Integer>> open = new ArrayList<>(List.of(List.of()));
    while (!open.isEmpty()) {
      List<List<Integer>> next = new ArrayList<>();
      for (List<Integer> prefix : open) {
        Run run = inside.new Run(prefix);
        if (run.broken != null) {
          return inside.told("VIOLATED", run.broken, run.words);
        }
        next.addAll(run.after);
      }
      open = next;
    }
    return inside.told("HOLDS", "", List.of());
  }

  private String[] told(String verdict, String broken, List<String> trace) {
    List<String> told = new ArrayList<>();
    told.add(verdict);
    told.add(Integer.toString(visited.size()));
    told.add(Integer.toString(runs));
    told.add(broken);
    told.addAll(trace);
    return told.toArray(String[]::new);
  }

  /** One execution of the first steps; what may follow is left in {@link #after}. */
  private final class Run {
    final List<List<Integer>> after = new ArrayList<>();
    final List<String> words = new ArrayList<>();
    @Nullable String broken;
    private final Object acknowledged = new Object();
    private volatile @Nullable String listed;

    Run(List<Integer> prefix) {
      runs++;
      redis.restore(RedisData.empty(1), NOW + 2_000);
      TradingGate gate = liveGate();
      Snapshot live = gate.feed().snapshot();
      Schedule schedule = new Schedule(value -> name(value, live));
      for (int i = 0; i < entering; i++) {
        int number = i + 1;
        schedule.add("thread " + number, () -> warm(gate), () -> trades(gate, "order-" + number));
      }
      schedule.add("applier", () -> {}, () -> applies(gate));
      for (int option : prefix) {
        words.add(schedule.step(option));
      }
      if (broken == null && visited.add(schedule.state() + listed)) {
        for (int option : schedule.options()) {
          List<Integer> longer = new ArrayList<>(prefix);
          longer.add(option);
          after.add(longer);
        }
      }
      String found = broken;
      schedule.finish();
      broken = found;
      gate.close();
    }

    private TradingGate liveGate() {
      TradingGate gate =
          TradingGate.builder(ENVIRONMENT, "gate", client)
              .nanoClock(() -> 1_000)
              .timing(new Timing(Duration.ofMillis(1), Duration.ofDays(1), Duration.ofMillis(1)))
              .unfed();
      // Two readings, for a lease counts only after the first (R9).
      List<String> first = new ArrayList<>(leased);
      first.set(1, Long.toString(NOW));
      first.set(4, "");
      client.replay(first, () -> {});
      gate.feed().poll().toCompletableFuture().join();
      client.replay(leased, () -> {});
      gate.feed().poll().toCompletableFuture().join();
      if (!gate.look(order("before")).allowed()) {
        throw new IllegalStateException("not LIVE: " + gate.look(order("before")));
      }
      return gate;
    }

    // Its slot is there before the first step: making it takes a lock, once in a thread's life.
    private void warm(TradingGate gate) {
      gate.enter(OrderRequest.cancel("warm", Account.parse("paper/PA1"), "X").build());
      gate.exit();
    }

    private void trades(TradingGate gate, String id) {
      for (int turn = 1; turn <= turns; turn++) {
        Schedule.anew("turn " + turn);
        String name = id + "-" + turn;
        Schedule.drain();
        if (gate.enter(order(name)).allowed()) {
          Schedule.at("sends " + name);
          String acknowledgement = listed;
          if (acknowledgement != null && !acknowledgement.contains("unfinished\t" + name + "\n")) {
            broken = name + " is sent after an acknowledgement that does not list it";
          }
          gate.exit();
        }
      }
    }

    private void applies(TradingGate gate) {
      List<List<String>> writes = client.holdingWrites(() -> gate.feed().onText(message));
      Schedule.write("acknowledges", acknowledged, "acknowledged", () -> say(writes));
    }

    private void say(List<List<String>> writes) {
      listed = writes.get(writes.size() - 1).get(3);
    }
  }

  private static String name(@Nullable Object value, Snapshot live) {
    if (value instanceof Snapshot snapshot) {
      return snapshot == live ? "live" : "halted";
    }
    return value instanceof OrderRequest order ? order.orderId : String.valueOf(value);
  }

  private static OrderRequest order(String id) {
    return OrderRequest.order(id, Account.parse("paper/PA1"), "X")
        .size(Side.BUY, BigDecimal.ONE, BigDecimal.ZERO)
        .build();
  }
}
