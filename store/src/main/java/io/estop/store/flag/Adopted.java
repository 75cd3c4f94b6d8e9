package io.estop.store.flag;

import io.estop.model.Cause;
import io.estop.model.TriggerKind;

/** Why a stop runs for a hold that nobody's press is known of, until somebody tells. */
public final class Adopted {
  // No person's name holds a blank or a bracket.
  static final String NOBODY = "nobody known (adopted)";

  private Adopted() {}

  /** Returns the cause of an adopted stop. */
  public static Cause cause(String why) {
    return new Cause(TriggerKind.ADMINISTRATOR_COMMAND, NOBODY, why);
  }

  /** Returns whether nobody has told yet who pressed. */
  public static boolean is(Cause cause) {
    return cause.actor().equals(NOBODY);
  }
}
