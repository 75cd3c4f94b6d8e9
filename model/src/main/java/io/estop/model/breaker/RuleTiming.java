package io.estop.model.breaker;

import java.time.Duration;

/**
 * What a rule says about time.
 *
 * @param window over which its metric is taken, at most a year; zero where one moment is enough
 * @param maximumAge after so long without a reading the sensor counts as silent; zero: it never
 *     does
 * @param coolDown least time from a trip until the rule may be armed again
 */
public record RuleTiming(Duration window, Duration maximumAge, Duration coolDown) {
  private static final Duration YEAR = Duration.ofDays(366);

  public RuleTiming {
    require("window", window);
    require("maximum_age", maximumAge);
    require("cool_down", coolDown);
  }

  private static void require(String name, Duration span) {
    if (span.isNegative() || span.compareTo(YEAR) > 0) {
      throw new IllegalArgumentException(
          name + " must be 0s to " + YEAR.toDays() + "d but was: " + span);
    }
  }
}
