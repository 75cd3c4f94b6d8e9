package io.estop.model;

import java.time.Instant;
import java.util.Optional;

/**
 * One press of the stop button, by a person or a rule.
 *
 * @param stopId made by the presser; pressing twice with the same id is one stop
 * @param scope what to stop
 * @param action how far to go
 * @param cause who or what pressed, and why
 * @param pressedAt when, by the presser's clock
 * @param escalation how far to go later unless a person defers it; always further than the action
 */
public record Press(
    StopId stopId,
    Scope scope,
    Action action,
    Cause cause,
    Instant pressedAt,
    Optional<Escalation> escalation) {

  public Press {
    Optional<Action> later = escalation.map(Escalation::action);
    if (later.isPresent() && action.includes(later.get())) {
      throw new IllegalArgumentException(
          "an escalation must go further than " + action + " but goes to " + later.get());
    }
  }

  public Press(StopId stopId, Scope scope, Action action, Cause cause, Instant pressedAt) {
    this(stopId, scope, action, cause, pressedAt, Optional.empty());
  }

  /** Returns this press, going at least that far; what it would have become later stays. */
  public Press goingTo(Action further) {
    Action now = action.furthest(further);
    return new Press(
        stopId,
        scope,
        now,
        cause,
        pressedAt,
        escalation.filter(later -> !now.includes(later.action())));
  }

  /** Returns how far the stop goes in the end, if nobody does anything. */
  public Action furthest() {
    return escalation.map(Escalation::action).orElse(action);
  }
}
