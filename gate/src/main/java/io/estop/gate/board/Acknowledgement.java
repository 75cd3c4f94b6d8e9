package io.estop.gate.board;

import io.estop.model.hold.BoardVersion;
import io.estop.model.hold.Hold;
import java.util.List;

/**
 * What a gate says of itself, under its own key (rules R6, R10).
 *
 * @param component who says it
 * @param instance made at each start: two processes under one name show here
 * @param version the highest the gate has seen
 * @param sum of the board that the gate last accepted; empty where it has seen none
 * @param redisMillis about when, by the clock of Redis
 * @param holds every hold the gate keeps
 * @param unfinished ids of orders announced when the holds were swapped in and not finished since;
 *     some of them may yet be denied
 */
public record Acknowledgement(
    String component,
    String instance,
    BoardVersion version,
    String sum,
    long redisMillis,
    List<Hold> holds,
    List<String> unfinished) {

  public Acknowledgement {
    BoardKeys.checked(component);
    holds = List.copyOf(holds);
    unfinished = List.copyOf(unfinished);
  }
}
