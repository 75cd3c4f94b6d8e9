package io.estop.halt.keeper;

import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.Reading;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What Redis shows the keeper. The acknowledgements were read first: a gate that has seen more than
 * the board that was read after it proves that the board went back (rule R6).
 *
 * @param acknowledgements of every gate of a registered component
 * @param reading the board, with the time of Redis from before the flag is read (rule R1)
 */
public record Sight(List<Acknowledgement> acknowledgements, Reading reading) {
  public Sight {
    acknowledgements = List.copyOf(acknowledgements);
  }

  /** Returns the stops whose holds the board or a gate shows: what to ask the flag about. */
  public Set<StopId> stops() {
    Set<StopId> stops = new LinkedHashSet<>();
    holds().forEach(hold -> stops.add(hold.stopId()));
    return stops;
  }

  /** Returns every hold that the board or a gate shows, the board's first. */
  Stream<Hold> holds() {
    return Stream.concat(
        Facts.board(this).stream().flatMap(board -> board.holds().stream()),
        acknowledgements.stream().flatMap(said -> said.holds().stream()));
  }
}
