package io.estop.model.deadman;

import java.time.Duration;

/**
 * How a dead man's switch is set.
 *
 * @param timeout armed time from a confirmation to its expiry, 1 minute to 24 hours
 * @param warning how long before its expiry people are warned, from 0 and shorter than the time-out
 * @param hours when it counts
 */
public record SwitchSettings(Duration timeout, Duration warning, ArmedHours hours) {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(24);

  public SwitchSettings {
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "the time-out of a dead man's switch must be "
              + SHORTEST
              + " to "
              + LONGEST
              + " but was: "
              + timeout);
    }
    if (warning.isNegative() || warning.compareTo(timeout) >= 0) {
      throw new IllegalArgumentException(
          "the warning of a dead man's switch must come 0 s to less than its time-out "
              + timeout
              + " before the expiry but was: "
              + warning);
    }
  }
}
