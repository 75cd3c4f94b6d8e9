package io.estop.cli.breaker;

import io.estop.cli.Failure;
import io.estop.cli.breaker.History.Observation;
import io.estop.model.breaker.Metric;
import io.estop.model.breaker.Reading;
import io.estop.model.breaker.Rule;
import io.estop.model.breaker.meter.AgainstNormal;
import io.estop.model.breaker.meter.Drawdown;
import io.estop.model.breaker.meter.Meter;
import io.estop.model.breaker.meter.PriceVelocity;
import java.util.ArrayList;
import java.util.List;

/** What a rule would have read in a history. */
final class Measured {
  private Measured() {}

  /** Returns the column that a metric is taken from unless people name another. */
  static String column(Metric metric) {
    return switch (metric) {
      case VIX, PRICE_VELOCITY -> "close";
      case DRAWDOWN -> "equity";
      default -> metric.word();
    };
  }

  /**
   * Returns the readings of a history, in the order of its rows.
   *
   * @throws Failure where the rule cannot be measured so
   */
  static List<Reading> of(Rule rule, History history) {
    Meter meter = meter(rule);
    List<Reading> readings = new ArrayList<>();
    for (Observation one : history.observations()) {
      meter
          .observe(one.value(), one.at())
          .ifPresent(value -> readings.add(new Reading(rule.metric(), value, one.at())));
    }
    return readings;
  }

  private static Meter meter(Rule rule) {
    try {
      return switch (rule.metric()) {
        case PRICE_VELOCITY -> new PriceVelocity(rule.timing().window());
        case VOLUME, SPREAD, DEPTH -> new AgainstNormal(rule.timing().window());
        case DRAWDOWN -> new Drawdown();
        default -> Meter.asItIs();
      };
    } catch (IllegalArgumentException refused) {
      throw Failure.usage("rule " + rule.name() + ": " + refused.getMessage());
    }
  }
}
