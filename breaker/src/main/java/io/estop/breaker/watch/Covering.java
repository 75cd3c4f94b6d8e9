package io.estop.breaker.watch;

import io.estop.model.Action;
import io.estop.model.PendingEscalation;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.Mode;
import io.estop.store.breaker.Trip;
import io.estop.store.breaker.Trips;
import io.estop.store.flag.Flag;
import io.estop.store.flag.FlagState;
import io.estop.store.stop.StopRow;
import io.estop.store.stop.Stops;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Finds the stop that does already what a trip would do: its scope covers the trip's, its hold is
 * not loosened, and it goes as far, at once and in the end. A deferral by people stands, for a stop
 * that is going to go as far goes as far.
 */
final class Covering {
  // A press is on its way for no longer than this, or the supervisor has adopted its hold.
  private static final Duration ON_ITS_WAY = Duration.ofMinutes(5);

  private final Stops stops;
  private final Flag flag;
  private final Trips trips;

  Covering(Stops stops, Flag flag, Trips trips) {
    this.stops = stops;
    this.flag = flag;
    this.trips = trips;
  }

  Optional<StopId> of(Trip trip) {
    List<StopRow> live =
        stops.live().stream()
            .filter(stop -> stop.scope().covers(trip.scope()))
            .filter(stop -> goesAsFar(stop, trip))
            .toList();
    Optional<StopId> running = live.isEmpty() ? Optional.empty() : halted(live);
    return running.isPresent() ? running : onItsWay(trip);
  }

  private Optional<StopId> halted(List<StopRow> live) {
    FlagState state = flag.read();
    return live.stream().map(StopRow::stopId).filter(stop -> isHalted(state, stop)).findFirst();
  }

  // Rule R11: what a recovery has loosened is not joined; the trip adds a hold of its own.
  private static boolean isHalted(FlagState state, StopId stop) {
    return Optional.ofNullable(state.holds().get(stop))
        .filter(hold -> hold.mode() == Mode.HALTED)
        .isPresent();
  }

  private static boolean goesAsFar(StopRow stop, Trip trip) {
    Action inTheEnd =
        stop.escalations().pending().stream()
            .map(PendingEscalation::action)
            .reduce(stop.action(), Action::furthest);
    return stop.action().includes(trip.atOnce()) && inTheEnd.includes(trip.furthest());
  }

  private Optional<StopId> onItsWay(Trip trip) {
    Scope scope = trip.scope();
    return trips.onTheirWay(trip.trippedAt().minus(ON_ITS_WAY)).stream()
        .filter(other -> !other.tripId().equals(trip.tripId()))
        .filter(other -> other.scope().covers(scope))
        .filter(other -> other.atOnce().includes(trip.atOnce()))
        .filter(other -> other.furthest().includes(trip.furthest()))
        .map(Trip::stopId)
        .findFirst();
  }
}
