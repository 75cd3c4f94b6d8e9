package io.estop.halt.keeper;

import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.ComponentReport;
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
 * @param reports what each registered component says of itself
 * @param reading the board, with the time of Redis from before the flag is read (rule R1)
 */
public record Sight(List<ComponentReport> reports, Reading reading) {
  public Sight {
    reports = List.copyOf(reports);
  }

  /** Returns the stops whose holds the board or a gate shows: what to ask the flag about. */
  public Set<StopId> stops() {
    Set<StopId> stops = new LinkedHashSet<>();
    holds().forEach(hold -> stops.add(hold.stopId()));
    return stops;
  }

  /** Returns what every gate says that can be read. */
  Stream<Acknowledgement> gates() {
    return reports.stream().flatMap(report -> report.instances().stream());
  }

  /** Returns every hold that the board or a gate shows, the board's first. */
  Stream<Hold> holds() {
    return Stream.concat(
        Facts.board(this).stream().flatMap(board -> board.holds().stream()),
        gates().flatMap(said -> said.holds().stream()));
  }
}
