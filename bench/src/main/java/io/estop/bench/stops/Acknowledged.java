package io.estop.bench.stops;

import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.model.StopId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A gate's word that it keeps the hold of a stop, as it stands in Redis.
 *
 * @param component whose gate
 * @param instance which of its gates
 * @param at by the clock of Redis
 * @param listed ids of the orders that it names as admitted before and not finished
 */
public record Acknowledged(String component, String instance, Instant at, Set<String> listed) {

  /** Returns who keeps the stop, of these components; empty where Redis is silent. */
  public static List<Acknowledged> read(
      Board board, StopId stop, Collection<String> components, Duration bound) {
    if (board.acknowledgements(components, bound)
        instanceof Answer.Done<List<Acknowledgement>> read) {
      return read.value().stream()
          .filter(one -> one.holds().stream().anyMatch(hold -> hold.stopId().equals(stop)))
          .map(Acknowledged::of)
          .toList();
    }
    return List.of();
  }

  private static Acknowledged of(Acknowledgement said) {
    return new Acknowledged(
        said.component(),
        said.instance(),
        Instant.ofEpochMilli(said.redisMillis()),
        Set.copyOf(said.unfinished()));
  }
}
