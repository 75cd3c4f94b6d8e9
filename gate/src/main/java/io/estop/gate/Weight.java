package io.estop.gate;

import io.estop.model.Action;
import io.estop.model.hold.Mode;

/** What several holds say of one order, folded into one number: adding allocates nothing. */
final class Weight {
  static final int NONE = 0;

  private static final int MODE = 7;
  private static final int UNLIMITED = 8;
  private static final int EXCEEDED = 16;
  private static final int LANE_CLOSED = 32;
  private static final Mode[] MODES = Mode.values();

  private Weight() {}

  static int add(int weight, Held held, OrderRequest order) {
    int mode = Math.max(weight & MODE, held.mode().ordinal());
    int flags = weight & ~MODE;
    if (held.mode() == Mode.REDUCED) {
      flags |= held.hasCaps() ? 0 : UNLIMITED;
      flags |= held.isExceededBy(order) ? EXCEEDED : 0;
    }
    if (held.mode() != Mode.LIVE
        && (held.mode() != Mode.HALTED || held.hold().action() == Action.FLATTEN)) {
      flags |= LANE_CLOSED;
    }
    return mode | flags;
  }

  static Mode strictest(int weight) {
    return MODES[weight & MODE];
  }

  /** Returns whether a REDUCED hold had no limits to go by. */
  static boolean isUnlimited(int weight) {
    return (weight & UNLIMITED) != 0;
  }

  static boolean isExceeded(int weight) {
    return (weight & EXCEEDED) != 0;
  }

  /** Returns whether a hold does not let orders through that reduce. */
  static boolean isLaneClosed(int weight) {
    return (weight & LANE_CLOSED) != 0;
  }
}
