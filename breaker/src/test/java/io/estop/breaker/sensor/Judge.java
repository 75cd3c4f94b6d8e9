package io.estop.breaker.sensor;

import io.estop.breaker.sensor.Sensor.Look;
import io.estop.model.Scope;
import io.estop.model.breaker.Comparison;
import io.estop.model.breaker.Metric;
import io.estop.model.breaker.Reading;
import io.estop.model.breaker.Rule;
import io.estop.model.breaker.Rule.Judgement;
import io.estop.model.breaker.Rule.Verdict;
import io.estop.model.breaker.RuleLevels;
import io.estop.model.breaker.RuleState;
import io.estop.model.breaker.RuleTiming;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One rule over what a sensor sees, two confirmations, its state by subject as the watch keeps it.
 */
final class Judge {
  private final Rule rule;
  private final Map<String, RuleState> states = new HashMap<>();
  private Optional<String> trip = Optional.empty();

  Judge(Metric metric, Comparison comparison, String level) {
    this.rule =
        new Rule(
            "test",
            metric,
            new RuleLevels(comparison, Optional.empty(), new BigDecimal(level), BigDecimal.ZERO),
            new RuleTiming(Duration.ZERO, Duration.ofMinutes(1), Duration.ZERO),
            2,
            1,
            Scope.parse("firm"),
            Optional.empty(),
            Optional.empty(),
            "risk",
            "a test");
  }

  static Judge above(Metric metric, String level) {
    return new Judge(metric, Comparison.ABOVE, level);
  }

  static Judge below(Metric metric, String level) {
    return new Judge(metric, Comparison.BELOW, level);
  }

  Judge take(Look look) {
    look.readings().forEach(this::take);
    return this;
  }

  void take(Reading reading) {
    if (reading.metric() == rule.metric()) {
      RuleState state = states.getOrDefault(reading.subject(), RuleState.initial());
      Judgement judged = rule.judge(state, reading);
      states.put(reading.subject(), judged.state());
      if (judged.verdict() == Verdict.TRIPS) {
        trip = trip.or(() -> Optional.of(judged.why()));
      }
    }
  }

  /** Returns why it tripped first; empty where it did not. */
  Optional<String> trip() {
    return trip;
  }

  int subjects() {
    return states.size();
  }
}
