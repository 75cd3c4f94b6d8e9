package io.estop.gate;

import io.estop.gate.board.Limits;
import io.estop.model.hold.Hold;
import io.estop.model.hold.Mode;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * All that a verdict needs, never changed. It ages from the moment its reading was asked for, and
 * so does its lease (rule R8).
 */
final class Snapshot {
  private static final Held[] NONE = {};

  private final @Nullable DenialReason broken;
  private final long askedNanos;
  private final long staleNanos;
  private final long leaseNanos;
  private final Held[] holds;

  private Snapshot(@Nullable DenialReason broken, Ages ages, Held[] holds) {
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
    return new Snapshot(reason, new Ages(0, Long.MAX_VALUE, 0), NONE);
  }

  /** Judges by a board that was read. */
  static Snapshot of(Collection<Hold> holds, @Nullable Limits limits, Ages ages) {
    return new Snapshot(null, ages, held(holds, limits));
  }

  /** Returns this one with other holds: nothing gets younger, no lease longer. */
  Snapshot with(Collection<Hold> changed, @Nullable Limits limits) {
    Ages ages = new Ages(askedNanos, staleNanos, leaseNanos);
    return new Snapshot(broken, ages, held(changed, limits));
  }

  private static Held[] held(Collection<Hold> holds, @Nullable Limits limits) {
    return holds.stream().map(hold -> Held.of(hold, limits)).toArray(Held[]::new);
  }

  Verdict judge(OrderRequest order, long nowNanos) {
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
    return holds.length == 0 ? Verdict.ALLOWED : byHolds(order);
  }

  private Verdict byHolds(OrderRequest order) {
    Mode strictest = Mode.LIVE;
    boolean limited = true;
    boolean exceeded = false;
    for (Held held : holds) {
      if (order.isCoveredBy(held.scope())) {
        strictest = strictest.strictest(held.mode());
        if (held.mode() == Mode.REDUCED) {
          limited &= held.hasCaps();
          exceeded |= held.isExceededBy(order);
        }
      }
    }
    return switch (strictest) {
      case LIVE -> Verdict.ALLOWED;
      case REDUCED -> reduced(limited, exceeded);
      case PAPER -> order.paper ? Verdict.ALLOWED : Verdict.denied(DenialReason.USE_PAPER);
      case MONITORING -> Verdict.denied(DenialReason.MONITORING);
      // The reduce lane stays closed until orders in it are known to the stop (issue 4).
      case HALTED ->
          Verdict.denied(order.reduces ? DenialReason.REDUCE_LANE_CLOSED : DenialReason.HALTED);
    };
  }

  private static Verdict reduced(boolean limited, boolean exceeded) {
    if (!limited) {
      return Verdict.denied(DenialReason.NO_LIMITS);
    }
    return exceeded ? Verdict.denied(DenialReason.OVER_REDUCED_LIMIT) : Verdict.ALLOWED;
  }
}
