package io.estop.modelcheck.world;

import io.estop.modelcheck.redis.MemoryClient.Call;
import io.estop.modelcheck.redis.RedisData;
import io.estop.modelcheck.world.State.Gate;
import io.estop.modelcheck.world.State.Keeping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes states down so that equal futures read the same. */
final class Shape {
  /** Older than stale, and than any lease that counts. */
  private static final long LEASE_MILLIS = Product.LEASE_TICKS * (long) Product.TICK_MILLIS;

  private final Canon canon = new Canon();
  private final Product product;
  private final Node.Pool pool;
  private final World world;
  private final Clocks clocks;
  private long high;
  private long low;

  Shape(Steps steps, World world) {
    this.world = world;
    this.product = steps.product;
    this.pool = steps.stores.pool;
    this.clocks = steps.clocks;
  }

  /** Returns the 128 bits of a state. */
  long[] of(State state) {
    high = 1;
    low = 2;
    stores(state);
    mix(state.boardWritten | state.flagWritten << 4 | state.carried << 8 | state.accepted << 12);
    mix(state.released | state.since[0] << 4 | state.since[1] << 8 | state.faults << 12);
    mix(state.restarts | state.clockSteps << 8);
    mix(state.saved == null ? -1 : data(state, state.saved));
    keepers(state);
    for (Gate gate : state.gates) {
      gate(state, gate);
      underWay(state, gate);
    }
    return new long[] {high, low};
  }

  /** Returns the 128 bits of what is left once nothing is under way any more. */
  long[] ofQuiet(State state) {
    high = 1;
    low = 2;
    stores(state);
    mix(state.released);
    for (Gate gate : state.gates) {
      gate(state, gate);
    }
    return new long[] {high, low};
  }

  private void mix(long word) {
    high = (high ^ word) * 0x9E3779B97F4A7C15L;
    high ^= high >>> 32;
    low = (low + word) * 0xC2B2AE3D27D4EB4FL;
    low ^= low >>> 29;
  }

  private void stores(State state) {
    mix(data(state, state.redis));
    mix(state.flag.id);
  }

  // The clock may yet be set back so often.
  private int stepsLeft(State state) {
    return world.clockSteps() - state.clockSteps;
  }

  private void begin(State state) {
    canon.begin(
        clocks.nanos(state.tick),
        clocks.millis(state),
        LEASE_MILLIS,
        LEASE_MILLIS + stepsLeft(state) * (long) Product.TICK_MILLIS);
  }

  private int data(State state, Node data) {
    return pool.make(
        "shape of data",
        data.id,
        clocks.millis(state),
        stepsLeft(state),
        () -> {
          begin(state);
          data(data.as(RedisData.class));
          return canon.number();
        });
  }

  private void data(RedisData data) {
    canon.mark('R').addName(data.run());
    for (Map.Entry<String, RedisData.Entry> entry : data.entries().entrySet()) {
      canon.addName(entry.getKey());
      if (entry.getKey().endsWith(":lease")) {
        lease((String) entry.getValue().value());
      } else if (entry.getKey().contains(":ack:")) {
        acknowledgements(entry.getValue().value());
      } else {
        canon.addName((String) entry.getValue().value());
      }
    }
  }

  private void lease(String text) {
    int end = text.lastIndexOf('\t');
    int read = text.lastIndexOf('\t', end - 1);
    canon.addName(text.substring(0, read));
    canon.addMillis(Long.parseLong(text.substring(read + 1, end)));
    canon.addMillis(Long.parseLong(text.substring(end + 1)));
  }

  private void acknowledgements(Object value) {
    if (value instanceof Map<?, ?> fields) {
      fields.forEach(
          (instance, text) -> canon.addName((String) instance).addName(said((String) text)));
    } else {
      canon.addName(said((String) value));
    }
  }

  // When it was said is left out: nothing asks for it within a minute.
  private static String said(String text) {
    StringBuilder kept = new StringBuilder();
    for (String line : text.split("\n")) {
      if (!line.startsWith("at\t")
          && !line.startsWith("heartbeat\t")
          && !line.startsWith("started\t")
          && !line.startsWith("sum\t")) {
        kept.append(line).append('\n');
      }
    }
    return kept.toString();
  }

  // Keepers are alike: which of them does what makes no difference.
  private void keepers(State state) {
    int[] shapes = new int[state.keepers.length];
    for (int i = 0; i < shapes.length; i++) {
      shapes[i] = keeper(state, state.keepers[i]);
    }
    Arrays.sort(shapes);
    for (int shape : shapes) {
      mix(shape);
    }
  }

  private int keeper(State state, Keeping keeper) {
    Node call = keeper.call();
    if (call != null) {
      return shape(state, "call", call, () -> call(call.as(Call.class)));
    }
    Node decision = keeper.decision();
    if (decision != null) {
      return shape(
          state,
          "decision",
          decision,
          () -> {
            canon.addText(decision.value.getClass().getSimpleName());
            canon.addValue("decision", decision.value);
          });
    }
    Node sight = keeper.sight();
    return sight == null
        ? -1
        : shape(state, "sight", sight, () -> canon.addValue("sight", sight.value));
  }

  private int shape(State state, String what, Node node, Runnable writing) {
    return pool.make(
        what,
        node.id,
        clocks.millis(state),
        stepsLeft(state),
        () -> {
          begin(state);
          canon.addText(what);
          writing.run();
          return canon.number();
        });
  }

  private void call(Call call) {
    canon.addName(call.text());
    List<String> words = new ArrayList<>(call.arguments());
    if (words.size() == 7) {
      canon.addMillis(Long.parseLong(words.remove(6)));
      canon.addMillis(Long.parseLong(words.remove(5)));
    }
    words.forEach(canon::addName);
  }

  private void gate(State state, Gate gate) {
    mix(gate.starts);
    long times = state.redisAhead * 100L + stepsLeft(state);
    mix(
        pool.make(
            "shape of gate",
            gate.memory.id,
            state.tick,
            times * 1_000L + (gate.answer == null ? 999 : gate.answerAsked),
            () -> {
              begin(state);
              List<String> names = product.gates.get(0).names();
              Object[] values = gate.memory.as(Object[].class);
              for (int i = 0; i < values.length; i++) {
                canon.addValue(names.get(i), values[i]);
              }
              canon.add(gone(state, names, values));
              if (gate.answer != null) {
                canon.addNanos(clocks.nanos(gate.answerAsked));
              }
              return canon.number();
            }));
  }

  // The gate compares how far two clocks went since its last reading: that difference, however old.
  private long gone(State state, List<String> names, Object[] values) {
    long redis = (Long) values[names.indexOf("LeaseClock.lastRedisMillis")];
    long nanos = (Long) values[names.indexOf("LeaseClock.lastAnsweredNanos")];
    return nanos == 0 ? 1 : clocks.goneThatCounts(state, redis, nanos, stepsLeft(state));
  }

  private void underWay(State state, Gate gate) {
    mix(gate.acked | (gate.behind ? 16 : 0) | gate.top << 8);
    mix(gate.message == null ? -1 : gate.message.id);
    mix(gate.said == null ? -1 : said(state, gate.said));
    mix(Math.min(state.tick - gate.asked, Product.STALE_TICKS + 1));
    mix(Math.max(gate.leaseEnds - state.tick, 0));
    Node answer = gate.answer;
    if (answer != null) {
      mix(shape(state, "answer", answer, () -> answer(answer.as(List.class))));
      mix(Math.max(gate.answerLeaseEnds - state.tick, 0));
    }
  }

  // Each write is a command: HSET key instance text.
  private int said(State state, Node writes) {
    return shape(
        state,
        "said",
        writes,
        () -> {
          for (Object write : writes.as(List.class)) {
            for (Object word : (List<?>) write) {
              canon.addName(said((String) word));
            }
          }
        });
  }

  private void answer(List<?> answer) {
    canon.addName((String) answer.get(0)).addMillis(Long.parseLong((String) answer.get(1)));
    canon.addName((String) answer.get(2)).addName((String) answer.get(3));
    String lease = (String) answer.get(4);
    if (!lease.isEmpty()) {
      lease(lease);
    }
  }
}
