package io.estop.modelcheck.world;

import org.jspecify.annotations.Nullable;

/**
 * One state of a world. Changed only while it is being made, by whoever {@link #copy copied} it.
 */
final class State implements Cloneable {
  int tick;
  int redisAhead;
  int run = 1;

  /** RedisData. */
  Node redis;

  /** RedisData. */
  @Nullable Node saved;

  /** FlagRows. */
  Node flag;

  Keeping[] keepers;
  Gate[] gates;
  int boardWritten;
  int flagWritten;
  int carried;
  int faults;
  int restarts;
  int clockSteps;
  // What is true, whatever anybody believes.
  int accepted;
  int released;
  int[] since = new int[2];

  State(Node redis, Node flag, Keeping[] keepers, Gate[] gates) {
    this.redis = redis;
    this.flag = flag;
    this.keepers = keepers;
    this.gates = gates;
  }

  State copy() {
    try {
      State next = (State) clone();
      next.keepers = keepers.clone();
      next.gates = gates.clone();
      next.since = since.clone();
      for (int i = 0; i < gates.length; i++) {
        next.gates[i] = gates[i].copy();
      }
      return next;
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Where a keeper is: it has seen, has decided, or has sent a call; or none of these. */
  record Keeping(@Nullable Node sight, @Nullable Node decision, @Nullable Node call) {
    static final Keeping IDLE = new Keeping(null, null, null);
  }

  /** One gate, what is under way to it, and what is true of it. */
  static final class Gate implements Cloneable {
    /** The captured fields. */
    Node memory;

    int starts = 1;

    /** What Redis answered to a poll; under way. */
    @Nullable Node answer;

    int answerAsked;

    /** A text; under way. */
    @Nullable Node message;

    /** An acknowledgement, under way; a newer one takes its place. */
    @Nullable Node said;

    int acked;
    // Of the answer under way: when its lease ends, in ticks that really pass.
    int answerLeaseEnds;
    // Of the snapshot that counts.
    int asked = -1_000;
    int leaseEnds = -1_000;
    boolean behind;
    long top;

    Gate(Node memory) {
      this.memory = memory;
    }

    Gate copy() {
      try {
        return (Gate) clone();
      } catch (CloneNotSupportedException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }
}
