package io.estop.halt;

import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import java.time.Instant;

/** Presses for tests. */
public final class Presses {
  private Presses() {}

  public static Press of(String stop, String scope, Action action) {
    return new Press(
        StopId.parse(stop),
        Scope.parse(scope),
        action,
        new Cause(TriggerKind.ADMINISTRATOR_COMMAND, "ann", "it \"burns\" – ü\n"),
        Instant.parse("2026-11-23T15:00:00.123456Z"));
  }
}
