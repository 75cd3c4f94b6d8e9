package io.estop.model;

import java.util.Set;

/** Where a stop is. Each phase owns the arrows that leave it. */
public enum Phase {
  ACTIVATING,
  CANCELLING,
  ASSESSING,
  LIQUIDATING,
  VERIFYING,
  HOLDING,
  CLOSED;

  /** Returns whether a stop in this phase may go to the other. */
  public boolean leadsTo(Phase next) {
    return next(this).contains(next);
  }

  private static Set<Phase> next(Phase phase) {
    return switch (phase) {
      case ACTIVATING -> Set.of(CANCELLING, HOLDING);
      case CANCELLING -> Set.of(ASSESSING, HOLDING);
      case ASSESSING -> Set.of(LIQUIDATING, VERIFYING);
      case LIQUIDATING -> Set.of(VERIFYING);
      case VERIFYING -> Set.of(HOLDING);
      // A late fill reopens liquidation; an escalation starts at the step that was left out.
      case HOLDING -> Set.of(CANCELLING, ASSESSING, CLOSED);
      case CLOSED -> Set.of();
    };
  }
}
