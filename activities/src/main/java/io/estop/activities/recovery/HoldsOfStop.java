package io.estop.activities.recovery;

import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.estop.model.hold.Mode;
import io.estop.model.recovery.Stage;
import io.estop.store.flag.FlagState;
import io.estop.store.stop.StopRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The holds that one stop and the presses that joined it have in the flag, and those of others.
 *
 * @param stops the stop's id and its aliases
 * @param holds theirs
 * @param others holds of other stops that cover the same orders
 */
record HoldsOfStop(List<StopId> stops, List<Hold> holds, List<Hold> others) {

  static HoldsOfStop in(FlagState flag, StopRow stop) {
    List<StopId> stops = new ArrayList<>(stop.aliases());
    stops.add(0, stop.stopId());
    List<Hold> own =
        flag.holdsInOrder().stream().filter(hold -> stops.contains(hold.stopId())).toList();
    List<Hold> others =
        flag.holdsInOrder().stream()
            .filter(hold -> !stops.contains(hold.stopId()))
            .filter(hold -> hold.scope().covers(stop.scope()) || stop.scope().covers(hold.scope()))
            .toList();
    return new HoldsOfStop(List.copyOf(stops), own, others);
  }

  /**
   * Returns why this stage cannot follow: a hold is stricter than the stage before, because it was
   * pressed during the recovery. The first stage follows anything (rule R11).
   */
  Optional<String> notReadyFor(Stage stage) {
    if (stage == Stage.first()) {
      return Optional.empty();
    }
    Mode before = Stage.values()[stage.ordinal() - 1].mode();
    return holds.stream()
        .filter(hold -> hold.mode() != before && hold.mode().strictest(before) == hold.mode())
        .findFirst()
        .map(
            hold ->
                "press "
                    + hold.stopId()
                    + " holds "
                    + hold.scope()
                    + " at "
                    + hold.mode()
                    + ", stricter than "
                    + before
                    + ": the recovery begins again at "
                    + Stage.first());
  }

  /** Returns a sentence about what still holds the same orders, empty when nothing does. */
  String otherHolds() {
    return others.stream()
        .map(hold -> hold.stopId() + " holds " + hold.scope() + " at " + hold.mode())
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining(", "),
                text ->
                    text.isEmpty() ? "" : "; the strictest hold still counts: other stop " + text));
  }
}
