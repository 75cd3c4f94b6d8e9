package io.estop.breaker.watch;

import io.estop.model.breaker.Reading;
import io.estop.model.breaker.Rule;
import io.estop.model.breaker.Rule.Judgement;
import io.estop.model.breaker.Rule.Verdict;
import io.estop.model.breaker.RuleState;
import io.estop.store.breaker.RuleRow;
import java.time.Duration;
import java.time.Instant;

/** One rule, one subject, one reading; what it makes of clocks that jump and readings of old. */
final class Judge {
  /** How far clocks of one system may lie apart. */
  static final Duration CLOCKS = Duration.ofSeconds(5);

  // A reading that changes nothing is kept from time to time, so that silence can be told from it.
  private static final int KEPT_IN_MAXIMUM_AGE = 4;
  private static final Duration KEPT_AT_LEAST = Duration.ofHours(1);

  private Judge() {}

  /**
   * What a reading did.
   *
   * @param before as it was kept
   * @param row with what came of it
   * @param verdict what the reading did
   */
  record Event(Rule rule, Reading reading, RuleRow row, Verdict verdict) {}

  static Event judged(Rule rule, RuleRow row, Reading reading, Instant now) {
    Duration age = Duration.between(reading.at(), now);
    Duration most = rule.timing().maximumAge();
    if (!most.isZero() && age.compareTo(most) > 0) {
      return ignored(rule, row, reading, "older than maximum_age " + most);
    }
    if (age.negated().compareTo(CLOCKS) > 0) {
      return ignored(rule, row, reading, "further ahead of the clock than " + CLOCKS);
    }
    Judgement judgement = rule.judge(datedBy(row.state(), now), reading);
    return new Event(
        rule, reading, row.with(judgement.state(), judgement.why()), judgement.verdict());
  }

  private static Event ignored(Rule rule, RuleRow row, Reading reading, String why) {
    return new Event(rule, reading, row.with(row.state(), reading + " is " + why), Verdict.IGNORED);
  }

  /** A state of the future was dated by a clock that went back: its time counts no more. */
  private static RuleState datedBy(RuleState state, Instant now) {
    return state.judgedUntil().filter(last -> last.isAfter(now.plus(CLOCKS))).isPresent()
        ? state.undated()
        : state;
  }

  /** Returns whether others must know: whatever is not calm, and from time to time calm itself. */
  static boolean isToKeep(Rule rule, RuleRow before, RuleRow after) {
    RuleState old = before.state();
    RuleState next = after.state();
    if (before.version() == 0 || !old.isAtRest() || !next.isAtRest()) {
      return !old.equals(next);
    }
    Instant kept = old.judgedUntil().orElse(Instant.MIN);
    Instant latest = next.judgedUntil().orElse(Instant.MIN);
    return kept.equals(Instant.MIN) || !latest.isBefore(kept.plus(keptEvery(rule)));
  }

  private static Duration keptEvery(Rule rule) {
    Duration most = rule.timing().maximumAge();
    return most.isZero() ? KEPT_AT_LEAST : most.dividedBy(KEPT_IN_MAXIMUM_AGE);
  }
}
