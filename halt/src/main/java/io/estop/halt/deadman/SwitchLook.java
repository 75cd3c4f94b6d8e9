package io.estop.halt.deadman;

import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.deadman.SwitchPhase;
import io.estop.store.deadman.SwitchRow;
import java.time.Instant;
import java.util.Optional;

/**
 * What a look at a dead man's switch found.
 *
 * @param row as it was kept
 * @param now when it was looked at
 * @param warnAt when people are warned
 * @param dueAt when it expires
 * @param deferrable the stop of a former expiry whose next step a confirmation puts off
 */
public record SwitchLook(
    SwitchRow row, Instant now, Instant warnAt, Instant dueAt, Optional<StopId> deferrable) {

  /** Returns whose switch it is. */
  public Scope scope() {
    return row.scope();
  }

  /** Returns where it is. */
  public SwitchPhase phase() {
    return row.phase();
  }

  /** Returns the stop of an expiry that no place took yet. */
  public Optional<StopId> unpressed() {
    return row.state().expired() && !row.pressed() ? row.stopId() : Optional.empty();
  }

  /** Returns what it says, one sentence. */
  public String why() {
    String confirmed =
        "confirmed by "
            + row.confirmedBy()
            + " over "
            + row.confirmedVia()
            + " at "
            + row.state().confirmedAt();
    return switch (row.phase()) {
      case EXPIRED ->
          "nobody confirmed within "
              + row.settings().timeout().toMinutes()
              + " minutes of armed time; last "
              + confirmed;
      case WARNING -> confirmed + "; expires at " + dueAt + ": confirm now";
      case PAUSED -> confirmed + "; paused by an approved maintenance window";
      case RESTING -> confirmed + "; outside of its hours " + row.settings().hours();
      case ARMED -> confirmed + "; expires at " + dueAt;
    };
  }
}
