package io.estop.store.breaker;

import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import java.time.Instant;
import java.util.Optional;

/**
 * A rule that fired.
 *
 * @param tripId rule, subject and episode: one press however often it fires
 * @param scope that it stops
 * @param rule its name
 * @param subject of the readings that did it
 * @param trigger which kind of stop it presses
 * @param why one sentence
 * @param stopId of the stop it presses
 * @param joinedTo the stop that covered its scope already: it presses nothing
 * @param trippedAt when
 */
public record Trip(
    String tripId,
    Scope scope,
    String rule,
    String subject,
    TriggerKind trigger,
    String why,
    StopId stopId,
    Optional<StopId> joinedTo,
    Instant trippedAt) {

  /** Returns the trip as one that presses nothing, since that stop covers its scope. */
  public Trip joining(StopId covering) {
    return new Trip(
        tripId, scope, rule, subject, trigger, why, stopId, Optional.of(covering), trippedAt);
  }

  /** Returns the trip under another id. */
  public Trip named(String id) {
    return new Trip(id, scope, rule, subject, trigger, why, stopId, joinedTo, trippedAt);
  }

  /** Returns who presses, as records name it. */
  public String actor() {
    return "rule " + rule;
  }

  /**
   * Returns its press: graded by its trigger as far as its scope can be stopped, the same however
   * often it is asked for.
   */
  public Press press() {
    return new Press(
        stopId,
        scope,
        trigger.atOnce(scope),
        Cause.saying(trigger, actor(), why),
        trippedAt,
        trigger.later(scope));
  }

  /** Returns how far it goes at once. */
  public Action atOnce() {
    return press().action();
  }

  /** Returns how far it goes in the end, if nobody does anything. */
  public Action furthest() {
    return press().furthest();
  }
}
