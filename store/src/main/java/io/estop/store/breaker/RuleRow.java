package io.estop.store.breaker;

import io.estop.model.Scope;
import io.estop.model.breaker.RuleState;

/**
 * What a rule remembers of one subject.
 *
 * @param state from which its next reading is judged
 * @param why its latest finding, one sentence
 * @param version rises with every change; 0: not kept yet
 */
public record RuleRow(Key key, RuleState state, String why, long version) {

  /**
   * Whose state it is.
   *
   * @param scope that the rule stops
   * @param rule its name
   * @param subject of its readings
   */
  public record Key(Scope scope, String rule, String subject) {}

  /** Returns the row before the first reading. */
  public static RuleRow first(Key key) {
    return new RuleRow(key, RuleState.initial(), "", 0);
  }

  /** Returns the row with what came of a reading, to be kept against this version. */
  public RuleRow with(RuleState next, String finding) {
    return new RuleRow(key, next, finding, version);
  }
}
