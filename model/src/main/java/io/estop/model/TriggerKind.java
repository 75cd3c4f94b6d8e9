package io.estop.model;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a stop begins: eight kinds of automatic trigger, four of people; and what each is due. */
public enum TriggerKind {
  DRAWDOWN(Action.FLATTEN),
  VOLATILITY_SPIKE(Action.CANCEL, 120),
  EXECUTION_ANOMALY(Action.CANCEL, 120),
  // A venue's own trouble must not cause a sale in panic: people have longer to look.
  SYSTEM_HEALTH(Action.CANCEL, 300),
  RISK_LIMIT_BREACH(Action.FLATTEN),
  UNUSUAL_VOLUME(Action.CANCEL, 120),
  API_FAILURE(Action.CANCEL, 300),
  DATA_QUALITY(Action.CANCEL, 300),
  ADMINISTRATOR_COMMAND(Action.FLATTEN),
  DEAD_MANS_SWITCH(Action.CANCEL, 900),
  SCHEDULED_MAINTENANCE(Action.HALT),
  REGULATORY_ACTION(Action.FLATTEN);

  private final Action atOnce;
  private final @Nullable Escalation later;

  TriggerKind(Action atOnce) {
    this.atOnce = atOnce;
    this.later = null;
  }

  TriggerKind(Action atOnce, int flattenAfterSeconds) {
    this.atOnce = atOnce;
    this.later = new Escalation(Action.FLATTEN, Duration.ofSeconds(flattenAfterSeconds));
  }

  /** Returns how far a stop of this kind goes at once where nobody asks for something else. */
  public Action atOnce() {
    return atOnce;
  }

  /** Returns the same for a scope: one that cannot be flattened is cancelled instead. */
  public Action atOnce(Scope scope) {
    return atOnce == Action.FLATTEN && !scope.isFlattenable() ? Action.CANCEL : atOnce;
  }

  /** Returns how far it goes later, unless a person defers it. */
  public Optional<Escalation> later() {
    return Optional.ofNullable(later);
  }

  /** Returns the same for a scope: one that cannot be flattened is not flattened later either. */
  public Optional<Escalation> later(Scope scope) {
    return later().filter(step -> step.action() != Action.FLATTEN || scope.isFlattenable());
  }
}
