package io.estop.gate;

import java.time.Duration;

/**
 * How a gate keeps up with the board.
 *
 * @param poll between the end of one reading and the next
 * @param staleAfter age, counted from the moment a reading was asked for, from which it no longer
 *     counts; also the longest wait for a reading, since a later answer is worth nothing
 * @param heartbeat between acknowledgements when nothing changes
 */
public record Timing(Duration poll, Duration staleAfter, Duration heartbeat) {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Timing USUAL =
      new Timing(Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(1));

  public Timing {
    if (poll.compareTo(SHORTEST) < 0
        || heartbeat.compareTo(SHORTEST) < 0
        || staleAfter.compareTo(poll) <= 0) {
      throw new IllegalArgumentException(
          "poll and heartbeat must be 1 ms or more and staleAfter longer than poll but were: "
              + poll
              + ", "
              + heartbeat
              + ", "
              + staleAfter);
    }
  }

  /** Returns 250 ms, 1 s and 1 s. */
  public static Timing usual() {
    return USUAL;
  }
}
