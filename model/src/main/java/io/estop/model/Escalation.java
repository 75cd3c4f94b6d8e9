package io.estop.model;

import java.time.Duration;

/**
 * What a press asks for later: the stop goes further by itself unless a person defers it.
 *
 * @param action how far it goes then
 * @param after how long after the stop began to act, 1 second to 24 hours
 */
public record Escalation(Action action, Duration after) {
  /** The longest that an escalation may wait, at first and by a deferral. */
  public static final Duration LONGEST = Duration.ofHours(24);

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  public Escalation {
    if (after.compareTo(SHORTEST) < 0 || after.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "an escalation must come after 1 to "
              + LONGEST.toSeconds()
              + " seconds but was: "
              + after.toSeconds());
    }
  }
}
