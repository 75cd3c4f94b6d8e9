package io.estop.model.liquidation.schedule;

import java.time.Duration;
import java.util.List;

/** What it costs to close one unit in parts at given times, and how much that varies. */
final class Grid {
  private static final double NANOS = 1e9;

  private final Impact impact;
  private final double[] seconds;

  /**
   * Takes the times of the parts.
   *
   * @param times after the start, ascending, at least 0
   */
  Grid(Impact impact, List<Duration> times) {
    this.impact = impact;
    this.seconds = times.stream().mapToDouble(Grid::seconds).toArray();
  }

  static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / NANOS;
  }

  /**
   * Returns what impact costs beyond the mid at the start, without the spread, in price per unit
   * for a total of 1 unit; it grows with the square of the total. (Obizhaeva and Wang, discrete
   * case; permanent / (2 density) + (1 - permanent) / (2 density) x'Kx with K the share of an
   * earlier part's move that is left.)
   */
  double cost(double[] shares) {
    return (impact.lasting() + impact.fading() * form(shares, this::left)) / 2;
  }

  /** Returns the variance of the proceeds for a total of 1 unit; it grows with the square, too. */
  double variance(double[] shares) {
    return impact.volatility() * impact.volatility() * form(shares, this::shared);
  }

  /**
   * Returns the shares, each at least 0 and together 1, with the least cost + lambda x variance.
   *
   * @param lambda risk aversion, per price and unit; the total does not matter, since cost and
   *     variance both grow with its square
   */
  double[] best(double lambda) {
    double risk = 2 * lambda * impact.volatility() * impact.volatility() / impact.fading();
    double[][] q = new double[seconds.length][seconds.length];
    for (int i = 0; i < seconds.length; i++) {
      for (int j = 0; j < seconds.length; j++) {
        q[i][j] = left(i, j) + risk * shared(i, j);
      }
    }
    return LeastQuadratic.shares(q);
  }

  private interface Entry {
    double at(int i, int j);
  }

  private double form(double[] shares, Entry entry) {
    double sum = 0;
    for (int i = 0; i < seconds.length; i++) {
      for (int j = 0; j < seconds.length; j++) {
        sum += shares[i] * shares[j] * entry.at(i, j);
      }
    }
    return sum;
  }

  private double left(int i, int j) {
    return impact.left(Math.abs(seconds[i] - seconds[j]));
  }

  /** Two parts share the walk of the price until the earlier of them. */
  private double shared(int i, int j) {
    return Math.min(seconds[i], seconds[j]);
  }
}
