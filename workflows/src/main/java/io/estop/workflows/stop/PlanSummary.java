package io.estop.workflows.stop;

import java.util.List;

/**
 * The plan in figures; its rows stand in PostgreSQL.
 *
 * @param positions planned
 * @param worthless resolved without an order
 * @param claimedByOthers left to another stop
 * @param batches numbers of the batches to work on
 * @param risk sum of the risk that the plan removes, as text
 * @param missing venues that did not answer; then the plan is not complete
 */
public record PlanSummary(
    int positions,
    int worthless,
    int claimedByOthers,
    List<Integer> batches,
    String risk,
    List<String> missing) {

  /** Returns the summary before there is a plan. */
  public static PlanSummary none() {
    return new PlanSummary(0, 0, 0, List.of(), "0", List.of());
  }
}
