package io.estop.modelcheck.world;

import io.estop.gate.GateUnderCheck;
import io.estop.gate.board.Answer;
import io.estop.gate.board.Reading;
import io.estop.halt.keeper.KeeperDecision;
import io.estop.halt.keeper.Sight;
import io.estop.modelcheck.postgres.FlagRows;
import io.estop.modelcheck.redis.MemoryClient.Call;
import io.estop.modelcheck.redis.RedisData;
import io.estop.modelcheck.world.State.Keeping;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the real code makes of a store, a gate or a keeper, each as a value made of values: so it
 * needs to run once for each, however many states share it.
 */
final class Stores {
  final Node.Pool pool = new Node.Pool();
  final Product product;

  private final Clocks clocks;

  Stores(Product product, Clocks clocks) {
    this.product = product;
    this.clocks = clocks;
  }

  /** What became of Redis, what was published, and what was answered. */
  record Redis(Node data, @Nullable Node published, Object answer) {}

  /** What became of the flag, and what was answered. */
  record Flag(Node rows, Object answer) {}

  /** What became of a gate, and what it writes to Redis. */
  record Gate(Node memory, Node writes, boolean swapped, int keeps) {}

  Redis redis(String what, Node data, long millis, long other, Supplier<Object> work) {
    return pool.make(
        what,
        data.id,
        millis,
        other,
        () -> {
          product.redis.restore(data.as(RedisData.class), millis);
          Object answer = work.get();
          List<String> published = product.redis.published();
          Node last = published.isEmpty() ? null : pool.of(published.get(published.size() - 1));
          return new Redis(pool.of(product.redis.data()), last, answer);
        });
  }

  Flag flag(String what, Node rows, long other, Supplier<Object> work) {
    return pool.make(
        what,
        rows.id,
        other,
        0,
        () -> {
          product.postgres.restore(rows.as(FlagRows.class));
          Object answer = work.get();
          return new Flag(pool.of(product.postgres.rows()), answer);
        });
  }

  Redis press(Node data, long millis, int stop) {
    return redis(
        "press",
        data,
        millis,
        stop,
        () -> product.board.add(product.holds.get(stop), Product.CALL).isDone());
  }

  Redis carryRelease(Node data, long millis, int stop) {
    return redis(
        "release",
        data,
        millis,
        stop,
        () -> product.board.release(product.stops.get(stop), Product.CALL).isDone());
  }

  Redis arrives(Node data, long millis, Node call) {
    return redis("call", data, millis, call.id, () -> product.client.arrives(call.as(Call.class)));
  }

  Redis write(Node data, long millis, Node commands) {
    return redis(
        "write",
        data,
        millis,
        commands.id,
        () -> {
          for (Object words : commands.as(List.class)) {
            @SuppressWarnings("unchecked")
            List<String> texts = (List<String>) words;
            product.redis.command(texts);
          }
          return true;
        });
  }

  /** Returns what a keeper sees. */
  Node see(Node data, long millis) {
    return (Node)
        redis(
                "see",
                data,
                millis,
                0,
                () -> {
                  Answer<Sight> seen = product.keeper.see(product.components);
                  if (!(seen instanceof Answer.Done<Sight> done)) {
                    throw new IllegalStateException("the model's Redis answers: " + seen);
                  }
                  return pool.of(done.value());
                })
            .answer();
  }

  Flag decide(Node rows, Node sight) {
    return flag(
        "decide",
        rows,
        sight.id,
        () -> {
          Sight seen = sight.as(Sight.class);
          KeeperDecision decision = KeeperDecision.of(seen, product.keeper.truth(seen));
          boolean late =
              decision instanceof KeeperDecision.Lease || decision instanceof KeeperDecision.Merge;
          // Late before or after it is sent: the same to whoever receives it.
          return late ? sent(decision) : new Keeping(null, pool.of(decision), null);
        });
  }

  Flag act(Node rows, Node decision) {
    return flag("act", rows, decision.id, () -> sent(decision.as(KeeperDecision.class)));
  }

  private Keeping sent(KeeperDecision decision) {
    Call call = product.client.deferring(() -> product.keeper.carryOut(decision));
    return call == null ? Keeping.IDLE : new Keeping(null, null, pool.of(call));
  }

  /** What a gate's poll was answered, and how many ticks of a lease it shows. */
  record Asked(Node answer, int leaseTicks) {}

  Asked ask(Node data, long millis, int number, Node memory) {
    GateUnderCheck real = product.gates.get(number);
    return (Asked)
        redis(
                "ask" + number,
                data,
                millis,
                memory.id,
                () -> {
                  real.restore(memory.as(Object[].class), 1, 0);
                  Node answer = pool.of(real.ask(Product.component(number)));
                  return new Asked(answer, leaseTicks(millis));
                })
            .answer();
  }

  private int leaseTicks(long millis) {
    Answer<Reading> answer = product.board.read(Product.CALL);
    Reading reading = ((Answer.Done<Reading>) answer).value();
    if (reading.lease() == null || !reading.leased()) {
      return 0;
    }
    long left = reading.lease().endsAtMillis() - millis;
    return (int) ((left + Product.TICK_MILLIS - 1) / Product.TICK_MILLIS);
  }

  @SuppressWarnings("unchecked")
  Gate hear(int number, int starts, Node memory, Node answer, int asked, int now) {
    return gate(
        "hear" + number + "-" + starts,
        number,
        starts,
        memory,
        answer.id,
        asked * 1_000L + now,
        now,
        real -> real.hear((List<String>) answer.as(List.class), clocks.nanos(asked)));
  }

  Gate message(int number, int starts, Node memory, Node text, int now) {
    return gate(
        "message" + number + "-" + starts,
        number,
        starts,
        memory,
        text.id,
        now,
        now,
        real -> real.hear(text.as(String.class)));
  }

  private Gate gate(
      String what,
      int number,
      int starts,
      Node memory,
      long first,
      long second,
      int now,
      java.util.function.Consumer<GateUnderCheck> work) {
    return pool.make(
        what,
        memory.id,
        first,
        second,
        () -> {
          GateUnderCheck real = product.gates.get(number);
          real.restore(memory.as(Object[].class), starts, clocks.nanos(now));
          Object before = real.snapshot();
          List<List<String>> writes = product.client.holdingWrites(() -> work.accept(real));
          int keeps = 0;
          for (int stop = 0; stop < product.stops.size(); stop++) {
            keeps |= real.keeps(product.stops.get(stop)) ? 1 << stop : 0;
          }
          return new Gate(
              pool.fresh(real.take()), pool.of(writes), real.snapshot() != before, keeps);
        });
  }

  /** Returns which orders a gate allows: a bit for each stop's, and 4 for the free one. */
  int allows(int number, Node memory, int now) {
    return pool.make(
        "allows" + number,
        memory.id,
        now,
        0,
        () -> {
          GateUnderCheck real = product.gates.get(number);
          Object[] values = memory.as(Object[].class);
          int allowed = real.allows(values, product.free, clocks.nanos(now)) ? 4 : 0;
          for (int stop = 0; stop < product.orders.size(); stop++) {
            allowed |=
                real.allows(values, product.orders.get(stop), clocks.nanos(now)) ? 1 << stop : 0;
          }
          return allowed;
        });
  }

  /** Returns the version of a board's text as one number; 0 where it is none. */
  long version(Node text) {
    return pool.make("version", text.id, 0, 0, () -> version(text.as(String.class)));
  }

  static long version(String board) {
    return GateUnderCheck.version(Product.ENVIRONMENT, board);
  }
}
