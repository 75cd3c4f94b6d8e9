package io.estop.model.deadman;

import java.time.Instant;

/**
 * What a dead man's switch remembers.
 *
 * @param confirmedAt the latest confirmation; its arming counts as one
 * @param episode rises with each confirmation: an episode warns and presses once
 * @param warned whether people were warned in this episode
 * @param expired whether it expired in this episode
 */
public record SwitchState(Instant confirmedAt, long episode, boolean warned, boolean expired) {

  /** Returns the state of a switch that is armed now. */
  public static SwitchState armed(Instant now) {
    return new SwitchState(now, 1, false, false);
  }

  /** Returns the state after a confirmation; one that is older than the latest changes nothing. */
  public SwitchState confirmed(Instant at) {
    return at.isBefore(confirmedAt) && !expired
        ? this
        : new SwitchState(at, episode + 1, false, false);
  }
}
