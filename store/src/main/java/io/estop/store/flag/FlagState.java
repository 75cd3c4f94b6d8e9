package io.estop.store.flag;

import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that the flag says, read at one moment.
 *
 * @param version rises with every change
 * @param holds by stop, released ones left out
 * @param releases stops whose hold was released
 */
public record FlagState(long version, Map<StopId, Hold> holds, Set<StopId> releases) {
  public FlagState {
    holds = Map.copyOf(holds);
    releases = Set.copyOf(releases);
  }

  /** Returns the holds in the order of their stop ids. */
  public List<Hold> holdsInOrder() {
    return holds.values().stream()
        .sorted((left, right) -> left.stopId().value().compareTo(right.stopId().value()))
        .toList();
  }
}
