package io.estop.model.liquidation.schedule;

import java.util.List;

/**
 * What a schedule is expected to cost against the mid at its start, before anything is known of the
 * price's way.
 *
 * @param cost expected, in price x units
 * @param deviation standard deviation of the cost, in price x units
 */
public record ExpectedCost(double cost, double deviation) {

  /** Returns what that schedule costs under that impact: half spread, impact, and risk. */
  public static ExpectedCost of(Schedule schedule, Impact impact) {
    List<Tranche> tranches = schedule.tranches();
    double total = schedule.total().doubleValue();
    double[] shares =
        tranches.stream().mapToDouble(t -> t.quantity().doubleValue() / total).toArray();
    Grid grid = new Grid(impact, tranches.stream().map(Tranche::at).toList());
    return new ExpectedCost(
        total * impact.halfSpread() + total * total * grid.cost(shares),
        total * Math.sqrt(grid.variance(shares)));
  }

  /**
   * Returns cost + lambda x variance, what an implementation-shortfall schedule makes least.
   *
   * @param lambda risk aversion, per price and unit
   */
  public double riskAdjusted(double lambda) {
    return cost + lambda * deviation * deviation;
  }
}
