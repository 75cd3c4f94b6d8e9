package io.estop.activities.stop;

import java.time.Duration;

/** The one place where an activity waits. */
final class Pauses {
  private Pauses() {}

  /** Waits; an interrupt ends the activity, which Temporal then gives to somebody else. */
  static void pause(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", interrupted);
    }
  }
}
