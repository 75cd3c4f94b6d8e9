package io.estop.store.flag;

import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the flag says to the keeper, read at one moment. Its size follows the holds that stand and
 * the stops asked about, not the length of the past.
 *
 * @param version rises with every change
 * @param holds all that stand, by stop
 * @param newestReleases the newest released stops, oldest first
 * @param released those of the stops asked about whose hold was released
 * @param ended those of the stops asked about that have ended, or joined one that has, without a
 *     release
 */
public record FlagTruth(
    long version,
    Map<StopId, Hold> holds,
    List<StopId> newestReleases,
    Set<StopId> released,
    Set<StopId> ended) {
  public FlagTruth {
    holds = Map.copyOf(holds);
    newestReleases = List.copyOf(newestReleases);
    released = Set.copyOf(released);
    ended = Set.copyOf(ended);
  }
}
