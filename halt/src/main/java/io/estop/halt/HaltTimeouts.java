package io.estop.halt;

import java.time.Duration;

/**
 * The bounds of every wait of the halt.
 *
 * @param place how long a press waits for board and flag, each; the mission's halt is milliseconds
 * @param temporal how long a press waits for Temporal before it leaves it to the outbox
 * @param lease how long gates trade without the keeper; the owner's choice, never off
 * @param clockMargin taken off the lease for drift between the clocks of Redis and a gate
 * @param keeperCall how long the keeper waits for one call
 */
public record HaltTimeouts(
    Duration place, Duration temporal, Duration lease, Duration clockMargin, Duration keeperCall) {

  /** Returns the bounds of design section 5. */
  public static HaltTimeouts standard() {
    return new HaltTimeouts(
        Duration.ofMillis(250),
        Duration.ofMillis(1_500),
        Duration.ofSeconds(5),
        Duration.ofMillis(100),
        Duration.ofMillis(500));
  }
}
