package io.estop.bench.execution;

import java.util.Random;

/**
 * What nobody's trades change: the price's way and who bids, second by second. Every strategy meets
 * the same one.
 */
final class Path {
  private static final double MEAN_GAP_SECONDS = 20;

  private final double[] move;
  private final boolean[] bids;

  private Path(double[] move, boolean[] bids) {
    this.move = move;
    this.bids = bids;
  }

  static Path of(long seed, double mid, double volatility, Conditions conditions, int seconds) {
    Random random = new Random(seed);
    double[] move = new double[seconds + 1];
    boolean[] bids = new boolean[seconds + 1];
    double fallPerSecond = mid * conditions.fall() / Conditions.FALL_SECONDS;
    double away = conditions.bidsGone() / (1 - conditions.bidsGone()) / MEAN_GAP_SECONDS;
    bids[0] = true;
    for (int second = 1; second <= seconds; second++) {
      double fall = second <= Conditions.FALL_SECONDS ? fallPerSecond : 0;
      double noise = conditions.noise() * volatility * random.nextGaussian();
      move[second] = move[second - 1] + noise - fall;
      double turn = random.nextDouble();
      bids[second] = bids[second - 1] ? turn >= away : turn < 1 / MEAN_GAP_SECONDS;
    }
    return new Path(move, bids);
  }

  /** Returns how far the price has come since the start. */
  double move(int second) {
    return move[second];
  }

  boolean hasBids(int second) {
    return bids[second];
  }
}
