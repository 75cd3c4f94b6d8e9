package io.estop.gate;

import io.estop.gate.board.Limits;
import org.jspecify.annotations.Nullable;

/**
 * All that a verdict needs, never changed. It ages from the moment its reading was asked for, and
 * so does its lease (rule R8).
 */
final class Snapshot {
  private final @Nullable DenialReason broken;
  private final long askedNanos;
  private final long staleNanos;
  private final long leaseNanos;
  private final HeldSet holds;

  private Snapshot(@Nullable DenialReason broken, Ages ages, HeldSet holds) {
    this.broken = broken;
    this.askedNanos = ages.askedNanos();
    this.staleNanos = ages.staleNanos();
    this.leaseNanos = ages.leaseNanos();
    this.holds = holds;
  }

  /**
   * From when and for how long a reading counts.
   *
   * @param askedNanos before the reading was asked for
   * @param staleNanos how long the reading counts
   * @param leaseNanos how long its lease counts; 0 where there is none
   */
  record Ages(long askedNanos, long staleNanos, long leaseNanos) {}

  /** Denies every order for that reason, whatever the time. */
  static Snapshot denying(DenialReason reason) {
    return new Snapshot(reason, new Ages(0, Long.MAX_VALUE, 0), HeldSet.NOTHING);
  }

  /** Judges by a board that was read. */
  static Snapshot of(HeldSet holds, Ages ages) {
    return new Snapshot(null, ages, holds);
  }

  /** Returns this one with other holds: nothing gets younger, no lease longer. */
  Snapshot with(HeldSet changed) {
    return new Snapshot(broken, new Ages(askedNanos, staleNanos, leaseNanos), changed);
  }

  /** Returns the verdict, which may be {@link Verdict#IF_IT_REDUCES}. */
  Verdict judge(OrderRequest order, long nowNanos) {
    Verdict broken = byState(nowNanos);
    if (broken != null) {
      return broken;
    }
    return holds.isEmpty() ? Verdict.ALLOWED : byHolds(order, holds.weigh(order));
  }

  /** The same under other limits than those of the gate's component. */
  Verdict judge(OrderRequest order, long nowNanos, @Nullable Limits limits) {
    Verdict broken = byState(nowNanos);
    return broken == null ? byHolds(order, holds.weigh(order, limits)) : broken;
  }

  /** Returns for how long from now this snapshot may allow anything; 0 where it may not. */
  long leftNanos(long nowNanos) {
    long age = nowNanos - askedNanos;
    return broken != null || age < 0 ? 0 : Math.max(0, Math.min(staleNanos, leaseNanos) - age);
  }

  private @Nullable Verdict byState(long nowNanos) {
    if (broken != null) {
      return Verdict.denied(broken);
    }
    long age = nowNanos - askedNanos;
    if (age < 0 || age > staleNanos) {
      return Verdict.denied(DenialReason.STATE_STALE);
    }
    if (age >= leaseNanos) {
      return Verdict.denied(DenialReason.STATE_UNCONFIRMED);
    }
    return null;
  }

  private static Verdict byHolds(OrderRequest order, int weight) {
    return switch (Weight.strictest(weight)) {
      case LIVE -> Verdict.ALLOWED;
      case REDUCED -> reduced(weight);
      case PAPER -> order.paper ? Verdict.ALLOWED : Verdict.denied(DenialReason.USE_PAPER);
      case MONITORING -> Verdict.denied(DenialReason.MONITORING);
      case HALTED -> halted(order, weight);
    };
  }

  private static Verdict halted(OrderRequest order, int weight) {
    if (!order.reduces) {
      return Verdict.denied(DenialReason.HALTED);
    }
    return Weight.isLaneClosed(weight)
        ? Verdict.denied(DenialReason.REDUCE_LANE_CLOSED)
        : Verdict.IF_IT_REDUCES;
  }

  private static Verdict reduced(int weight) {
    if (Weight.isUnlimited(weight)) {
      return Verdict.denied(DenialReason.NO_LIMITS);
    }
    return Weight.isExceeded(weight)
        ? Verdict.denied(DenialReason.OVER_REDUCED_LIMIT)
        : Verdict.ALLOWED;
  }
}
