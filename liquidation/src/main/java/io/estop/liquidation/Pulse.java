package io.estop.liquidation;

import java.time.Duration;

/** What drives a pass: told that it is alive, and asked to wait. */
public interface Pulse {

  /** Says that the pass is alive; throws when it should end. */
  void beat();

  /** Waits, at most a few hundred milliseconds. */
  void pause(Duration duration);
}
