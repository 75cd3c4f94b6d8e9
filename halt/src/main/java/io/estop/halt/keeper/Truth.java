package io.estop.halt.keeper;

import io.estop.model.StopId;
import io.estop.store.flag.FlagTruth;
import java.util.List;

/**
 * What PostgreSQL says, read after the board.
 *
 * @param flag holds, releases and what became of the stops that Redis shows
 * @param newestEnded the newest ended stops, oldest first
 */
public record Truth(FlagTruth flag, List<StopId> newestEnded) {
  public Truth {
    newestEnded = List.copyOf(newestEnded);
  }
}
