package io.estop.modelcheck.world;

import io.estop.halt.keeper.KeeperDecision;
import io.estop.halt.keeper.Sight;
import io.estop.modelcheck.postgres.FlagRows;
import io.estop.modelcheck.redis.MemoryClient.Call;
import io.estop.modelcheck.redis.RedisData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One state of a world. Changed only while it is being made, by whoever {@link #copy copied} it.
 */
final class State {
  int tick;
  int redisAhead;
  int run = 1;
  RedisData redis = RedisData.empty(1);
  @Nullable RedisData saved;
  FlagRows flag = FlagRows.empty();
  final Keeping[] keepers;
  final Gate[] gates;
  int boardWritten;
  int flagWritten;
  int carried;
  int faults;
  int restarts;
  int clockSteps;
  boolean beganWithLease;
  // What is true, whatever anybody believes.
  int accepted;
  int released;
  final int[] since = new int[2];

  State(int keepers, int gates) {
    this.keepers = new Keeping[keepers];
    this.gates = new Gate[gates];
  }

  State copy() {
    State next = new State(keepers.length, gates.length);
    next.tick = tick;
    next.redisAhead = redisAhead;
    next.run = run;
    next.redis = redis;
    next.saved = saved;
    next.flag = flag;
    System.arraycopy(keepers, 0, next.keepers, 0, keepers.length);
    for (int i = 0; i < gates.length; i++) {
      next.gates[i] = gates[i].copy();
    }
    next.boardWritten = boardWritten;
    next.flagWritten = flagWritten;
    next.carried = carried;
    next.faults = faults;
    next.restarts = restarts;
    next.clockSteps = clockSteps;
    next.accepted = accepted;
    next.released = released;
    System.arraycopy(since, 0, next.since, 0, since.length);
    return next;
  }

  /** Where a keeper is: at most one of these is there. */
  record Keeping(@Nullable Sight sight, @Nullable KeeperDecision decision, @Nullable Call call) {
    static final Keeping IDLE = new Keeping(null, null, null);

    boolean idle() {
      return sight == null && decision == null && call == null;
    }
  }

  /** One gate, what is under way to it, and what is true of it. */
  static final class Gate {
    @Nullable Object[] memory;
    int starts = 1;
    @Nullable List<String> answer;
    int answerAsked;
    @Nullable String message;
    int acked;
    // Of the answer under way: when its lease ends, in ticks that really pass.
    int answerLeaseEnds;
    // Of the snapshot that counts.
    int asked = Integer.MIN_VALUE / 2;
    int leaseEnds = Integer.MIN_VALUE / 2;
    boolean behind;
    long top;

    Gate(@Nullable Object[] memory) {
      this.memory = memory;
    }

    Gate copy() {
      Gate next = new Gate(memory);
      next.starts = starts;
      next.answer = answer;
      next.answerAsked = answerAsked;
      next.message = message;
      next.acked = acked;
      next.answerLeaseEnds = answerLeaseEnds;
      next.asked = asked;
      next.leaseEnds = leaseEnds;
      next.behind = behind;
      next.top = top;
      return next;
    }
  }
}
