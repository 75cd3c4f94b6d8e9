package io.estop.gate.board;

import io.estop.model.StopId;
import io.estop.model.hold.BoardVersion;
import io.estop.model.hold.Hold;
import java.time.Duration;
import java.util.List;

/**
 * What a gate says of itself, in its own field under its component's key (rules R6, R10).
 *
 * @param gate which gate says it
 * @param version the highest the gate has seen
 * @param accepted version of the board that the gate last accepted; 0.0 where it has accepted none
 * @param sum of that board; empty where there is none
 * @param redisMillis about when, by the clock of Redis
 * @param holds those that the gate keeps and the accepted board does not have exactly so, the
 *     newest {@value #MAX_HOLDS}
 * @param unfinished ids of orders announced when the holds were swapped in and not finished since;
 *     some of them may yet be denied
 * @param lane ids of orders that the reduce lane let through under holds that are still kept
 */
public record Acknowledgement(
    GateId gate,
    BoardVersion version,
    BoardVersion accepted,
    String sum,
    long redisMillis,
    List<Hold> holds,
    List<String> unfinished,
    List<String> lane) {
  /** Most holds one acknowledgement lists; the others follow once the board has these. */
  public static final int MAX_HOLDS = 300;

  /** Most unfinished orders: a gate with more inside acknowledges nothing until there are fewer. */
  public static final int MAX_UNFINISHED = 1_000;

  /** Most orders of the lane; older ones are forgotten. */
  public static final int MAX_LANE = 200;

  public Acknowledgement {
    holds = List.copyOf(holds);
    unfinished = List.copyOf(unfinished);
    lane = List.copyOf(lane);
    if (holds.size() > MAX_HOLDS || unfinished.size() > MAX_UNFINISHED || lane.size() > MAX_LANE) {
      throw new IllegalArgumentException(
          "an acknowledgement lists at most 300 holds, 1000 unfinished orders and 200 of the lane"
              + " but had: "
              + holds.size()
              + ", "
              + unfinished.size()
              + ", "
              + lane.size());
    }
  }

  /**
   * Which gate speaks.
   *
   * @param component its name
   * @param instance made at each start: two processes under one name show as two
   * @param library and its version, as {@code java/0.1.0}
   * @param startedMillis Redis TIME of the gate's first reading
   * @param heartbeat how often it speaks when nothing changes
   */
  public record GateId(
      String component, String instance, String library, long startedMillis, Duration heartbeat) {

    public GateId {
      BoardKeys.checked(component);
      BoardKeys.checked(instance);
    }
  }

  /** Returns the component's name. */
  public String component() {
    return gate.component();
  }

  /** Returns which of the component's gates speaks. */
  public String instance() {
    return gate.instance();
  }

  /**
   * Returns whether the gate keeps the holds of a stop: it lists them, or has accepted a board that
   * had them.
   *
   * @param containing version of a board that is known to have held that stop
   */
  public boolean keeps(StopId stop, BoardVersion containing) {
    return holds.stream().anyMatch(hold -> hold.stopId().equals(stop))
        || (accepted.incarnation() == containing.incarnation()
            && accepted.epoch() >= containing.epoch());
  }

  /** Returns whether the gate spoke within that time before a moment of Redis' clock. */
  public boolean heardWithin(Duration time, long nowRedisMillis) {
    return redisMillis >= nowRedisMillis - time.toMillis();
  }
}
