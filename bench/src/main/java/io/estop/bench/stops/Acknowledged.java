package io.estop.bench.stops;

import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.ComponentReport;
import io.estop.gate.board.Reading;
import io.estop.model.StopId;
import io.estop.model.hold.BoardVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A gate's word that it keeps the hold of a stop, as it stands in Redis.
 *
 * @param component whose gate
 * @param instance which of its gates
 * @param at by the clock of Redis
 * @param listed ids of the orders that it names: admitted before and not finished, or let through
 *     by the reduce lane under this hold
 */
public record Acknowledged(String component, String instance, Instant at, Set<String> listed) {
  /** Of no board: no gate has accepted a board of that incarnation. */
  private static final BoardVersion NONE = new BoardVersion(Long.MAX_VALUE, 0);

  /** Returns who keeps the stop, of these components; empty where Redis is silent. */
  public static List<Acknowledged> read(
      Board board, StopId stop, Collection<String> components, Duration bound) {
    // Read before the gates are: a board of then that had the hold is one that a gate accepts
    // later.
    BoardVersion containing = containing(board, stop, bound);
    if (board.acknowledgements(components, bound)
        instanceof Answer.Done<List<ComponentReport>> read) {
      return read.value().stream()
          .flatMap(report -> report.instances().stream())
          .filter(gate -> gate.keeps(stop, containing))
          .map(Acknowledged::of)
          .toList();
    }
    return List.of();
  }

  private static BoardVersion containing(Board board, StopId stop, Duration bound) {
    return board.read(bound) instanceof Answer.Done<Reading> done
            && done.value().board() instanceof BoardState state
            && state.holds().stream().anyMatch(hold -> hold.stopId().equals(stop))
        ? state.version()
        : NONE;
  }

  private static Acknowledged of(Acknowledgement said) {
    return new Acknowledged(
        said.component(),
        said.instance(),
        Instant.ofEpochMilli(said.redisMillis()),
        Stream.concat(said.unfinished().stream(), said.lane().stream())
            .collect(Collectors.toUnmodifiableSet()));
  }
}
