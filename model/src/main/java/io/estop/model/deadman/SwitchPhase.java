package io.estop.model.deadman;

/** Where a dead man's switch is. */
public enum SwitchPhase {
  /** It counts down. */
  ARMED,
  /** It counts down, and its expiry is near. */
  WARNING,
  /** It does not count: the market is closed. */
  RESTING,
  /** It does not count: an approved maintenance window is open. */
  PAUSED,
  /** Nobody confirmed in time: the stop is pressed. Only a confirmation ends this. */
  EXPIRED
}
