package io.estop.model.breaker;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a rule remembers between readings.
 *
 * @param judgedUntil of the latest reading that was judged
 * @param bad latest readings in a row beyond the trip level, at most as many as confirm
 * @param alarming the same beyond the warn level
 * @param warned whether people were told since readings were last good
 * @param calm calm readings in a row since the trip
 * @param episode number of trips so far
 * @param trippedAt of the reading that tripped, until the rule is armed again
 */
public record RuleState(
    Optional<Instant> judgedUntil,
    List<Reading> bad,
    List<Reading> alarming,
    boolean warned,
    int calm,
    long episode,
    Optional<Instant> trippedAt) {

  public RuleState {
    bad = List.copyOf(bad);
    alarming = List.copyOf(alarming);
  }

  /** Returns the state before the first reading. */
  public static RuleState initial() {
    return new RuleState(Optional.empty(), List.of(), List.of(), false, 0, 0, Optional.empty());
  }

  RuleState tripped(Instant at) {
    return new RuleState(
        Optional.of(at), List.of(), List.of(), true, 0, episode + 1, Optional.of(at));
  }

  /** Returns the state without the time of its latest reading: for a clock that went back. */
  public RuleState undated() {
    return new RuleState(Optional.empty(), bad, alarming, warned, calm, episode, trippedAt);
  }

  /** Returns whether nothing is under way: what was read last was good and the rule is armed. */
  public boolean isAtRest() {
    return bad.isEmpty() && alarming.isEmpty() && trippedAt.isEmpty() && !warned;
  }

  RuleState latched(Instant at, int calmInARow) {
    return new RuleState(
        Optional.of(at), List.of(), List.of(), warned, calmInARow, episode, trippedAt);
  }

  /** Returns the state of a rule that people armed again, whatever it read since it tripped. */
  public RuleState armed() {
    return new RuleState(judgedUntil, List.of(), List.of(), false, 0, episode, Optional.empty());
  }
}
