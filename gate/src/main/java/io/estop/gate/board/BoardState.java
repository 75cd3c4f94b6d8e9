package io.estop.gate.board;

import io.estop.model.EnvironmentId;
import io.estop.model.StopId;
import io.estop.model.hold.BoardVersion;
import io.estop.model.hold.Hold;
import java.util.List;

/**
 * One value of the board, as read and checked.
 *
 * @param environment whose board
 * @param run id of the Redis process that a refill wrote it under
 * @param version rises with every change
 * @param content holds, releases and ended stops
 * @param sum SHA-1 of everything before it, as hex
 */
public record BoardState(
    EnvironmentId environment, String run, BoardVersion version, BoardContent content, String sum)
    implements BoardValue {

  /** Returns all holds, by stop id and scope. */
  public List<Hold> holds() {
    return content.holds();
  }

  /** Returns whether this board names the release of that stop's holds. */
  public boolean released(StopId stopId) {
    return content.releases().contains(stopId);
  }
}
