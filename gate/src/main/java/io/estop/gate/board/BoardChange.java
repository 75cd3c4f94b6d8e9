package io.estop.gate.board;

import io.estop.model.EnvironmentId;
import io.estop.model.hold.BoardVersion;
import io.estop.model.hold.Hold;
import java.util.List;

/**
 * What one change did to the board, as its channel says it. It adds and tightens, and loosens
 * nothing (rule R8): the next reading does.
 *
 * @param environment whose board
 * @param version of the board after the change
 * @param holds that were added or changed, merged; none where the change only released or ended
 */
public record BoardChange(EnvironmentId environment, BoardVersion version, List<Hold> holds)
    implements Published {

  public BoardChange {
    holds = List.copyOf(holds);
  }
}
