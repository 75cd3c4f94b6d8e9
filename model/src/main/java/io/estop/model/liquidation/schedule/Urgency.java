package io.estop.model.liquidation.schedule;

/**
 * How much a firm that stops would pay to be rid of risk, calibrated to the position: the risk
 * aversion at which expected cost plus z standard deviations, the liquidity-adjusted value at risk,
 * is least (Almgren and Chriss 2001, section on value at risk). There the frontier's slope dE/dsd
 * is -z, and since cost + lambda x variance has the slope -2 lambda sd, lambda = z / (2 sd).
 *
 * <p>A constant would not do: lambda has the unit 1 / (price x quantity), so the example of the
 * paper, 1e-6, means something for its million shares only.
 */
public final class Urgency {
  /** 95 % of a normal distribution lies below so many standard deviations. */
  private static final double Z = 1.645;

  private static final int DOUBLINGS = 60;
  private static final int HALVINGS = 60;

  private Urgency() {}

  /**
   * Returns the risk aversion for the position of that frame, per price and unit; 0 where there is
   * no risk or no choice. Where even the fastest parts are not worth waiting for it is so large
   * that everything is due at once.
   */
  public static double lambda(Frame frame, Impact impact) {
    Grid grid = new Grid(impact, Schedules.intervalStarts(frame));
    double slowest = Math.sqrt(grid.variance(grid.best(0)));
    if (slowest == 0) {
      return 0;
    }
    double total = frame.total().doubleValue();
    // The deviation only falls with more aversion, so this is too little of it.
    double low = Z / (2 * slowest * total);
    double high = low;
    for (int i = 0; i < DOUBLINGS && !isEnough(grid, total, high); i++) {
      low = high;
      high *= 2;
    }
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (isEnough(grid, total, middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private static boolean isEnough(Grid grid, double total, double lambda) {
    return 2 * lambda * total * Math.sqrt(grid.variance(grid.best(lambda))) >= Z;
  }
}
