package io.estop.cli.breaker;

import io.estop.cli.Failure;
import io.estop.cli.breaker.History.Observation;
import io.estop.model.breaker.Reading;
import io.estop.model.breaker.Rule;
import io.estop.model.breaker.meter.AgainstNormal;
import io.estop.model.breaker.meter.DailyLoss;
import io.estop.model.breaker.meter.Drawdown;
import io.estop.model.breaker.meter.Meter;
import io.estop.model.breaker.meter.PriceVelocity;
import io.estop.model.breaker.meter.RealisedVolatility;
import io.estop.model.breaker.meter.VelocityInSigmas;
import io.estop.model.trading.AssetClass;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What a rule would have read in a history. */
final class Measured {
  private static final int WINDOWS_OF_NORMAL = 24;

  private Measured() {}

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

  /** As the sensors have it: two hours tell what is normal for five minutes. */
  private static Duration normal(Rule rule) {
    return rule.timing().window().multipliedBy(WINDOWS_OF_NORMAL);
  }

  private static Meter meter(Rule rule) {
    try {
      return switch (rule.metric()) {
        case PRICE_VELOCITY -> new PriceVelocity(rule.timing().window());
        case PRICE_VELOCITY_SIGMAS ->
            new VelocityInSigmas(
                rule.timing().window(),
                normal(rule),
                rule.assetClass().orElse(AssetClass.US_EQUITY));
        case REALISED_VOLATILITY -> new RealisedVolatility(rule.timing().window(), normal(rule));
        case DAILY_LOSS -> new DailyLoss(ZoneOffset.UTC, LocalTime.MIDNIGHT);
        case VOLUME, SPREAD, DEPTH -> new AgainstNormal(rule.timing().window());
        case DRAWDOWN -> new Drawdown();
        default -> Meter.asItIs();
      };
    } catch (IllegalArgumentException refused) {
      throw Failure.usage("rule " + rule.name() + ": " + refused.getMessage());
    }
  }
}
