package io.estop.liquidation;

import io.estop.model.StopId;
import io.estop.model.liquidation.Directives;
import io.estop.store.plan.PositionRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What one pass over a batch knows from wave to wave. Used by one thread. */
final class Pass {
  final StopId stop;
  final int batch;
  final Optional<Instant> deadline;
  final Pulse pulse;
  final Underway underway;
  Map<Integer, Decision.Wait> waits = Map.of();
  Directives directives = Directives.none();

  Pass(StopId stop, int batch, Optional<Instant> deadline, Pulse pulse, Underway underway) {
    this.underway = underway;
    this.stop = stop;
    this.batch = batch;
    this.deadline = deadline;
    this.pulse = pulse;
  }

  /** Waits until an order that is being sent is answered; false at once where none is. */
  boolean awaitsAnswer(Duration atMost) {
    if (underway.isEmpty()) {
      return false;
    }
    underway.await(atMost);
    return true;
  }

  /** Returns what was decided before and still holds: nothing is due until then. */
  Optional<Decision.Wait> stillWaits(PositionRow row, Instant now) {
    return Optional.ofNullable(waits.get(row.number()))
        .filter(wait -> wait.until().filter(now::isBefore).isPresent());
  }
}
