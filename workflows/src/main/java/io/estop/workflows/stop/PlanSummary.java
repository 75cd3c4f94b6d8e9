package io.estop.workflows.stop;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The plan in figures; its rows stand in PostgreSQL.
 *
 * @param positions planned
 * @param worthless resolved without an order
 * @param claimedByOthers left to another stop
 * @param batches numbers of the batches to work on
 * @param risk sum of the risk that the plan removes, as text
 * @param missing venues that did not answer; then the plan is not complete
 * @param byVenue the same batches by the account in which they work; null from older versions
 */
public record PlanSummary(
    int positions,
    int worthless,
    int claimedByOthers,
    List<Integer> batches,
    String risk,
    List<String> missing,
    @Nullable Map<String, List<Integer>> byVenue) {

  /** A plan whose batches all work at one venue, or nobody knows where. */
  public PlanSummary(
      int positions,
      int worthless,
      int claimedByOthers,
      List<Integer> batches,
      String risk,
      List<String> missing) {
    this(positions, worthless, claimedByOthers, batches, risk, missing, null);
  }

  /** Returns the batches that nobody else's delay concerns, each with where they work. */
  Map<String, List<Integer>> apart() {
    return byVenue == null ? Map.of("every venue", batches) : new TreeMap<>(byVenue);
  }

  /** Returns the summary before there is a plan. */
  public static PlanSummary none() {
    return new PlanSummary(0, 0, 0, List.of(), "0", List.of());
  }
}
