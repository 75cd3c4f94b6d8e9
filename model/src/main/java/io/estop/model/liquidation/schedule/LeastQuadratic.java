package io.estop.model.liquidation.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds shares x, each at least 0 and together 1, with the least x'Qx: a primal active-set method
 * (J. Nocedal and S. Wright, "Numerical Optimization", section 16.5) for small dense problems.
 */
final class LeastQuadratic {
  private static final double TOLERANCE = 1e-12;

  /** A pivot below this share of its diagonal is rounding, not information. */
  private static final double LEAST_PIVOT = 1e-14;

  private final double[][] q;
  private final boolean[] free;
  private double[] x;

  private LeastQuadratic(double[][] q) {
    this.q = q;
    this.free = new boolean[q.length];
    this.x = new double[q.length];
    Arrays.fill(free, true);
    Arrays.fill(x, 1.0 / q.length);
  }

  /**
   * Returns the shares.
   *
   * @param q symmetric, positive definite
   */
  static double[] shares(double[][] q) {
    return new LeastQuadratic(q).solve();
  }

  private double[] solve() {
    // Each working set is met at most once; a few passes over the shares are what it takes.
    for (int round = 0; round < 20 * (q.length + 1); round++) {
      double[] wanted = leastOnFree();
      int blocking = blocking(wanted);
      if (blocking >= 0) {
        stepTo(wanted, blocking);
        continue;
      }
      x = wanted;
      int released = mostWanted();
      if (released < 0) {
        return x;
      }
      free[released] = true;
    }
    throw new IllegalStateException(
        "no least cost of " + q.length + " tranches after " + 20 * (q.length + 1) + " rounds");
  }

  /** Returns the first share that hits 0 on the way, or -1. */
  private int blocking(double[] wanted) {
    int blocking = -1;
    double nearest = Double.MAX_VALUE;
    for (int i = 0; i < x.length; i++) {
      if (free[i] && wanted[i] < 0 && x[i] / (x[i] - wanted[i]) < nearest) {
        nearest = x[i] / (x[i] - wanted[i]);
        blocking = i;
      }
    }
    return blocking;
  }

  private void stepTo(double[] wanted, int blocking) {
    double step = x[blocking] / (x[blocking] - wanted[blocking]);
    for (int i = 0; i < x.length; i++) {
      x[i] += step * (wanted[i] - x[i]);
    }
    x[blocking] = 0;
    free[blocking] = false;
  }

  /** Returns the share at 0 that would lower the cost most by growing, or -1. */
  private int mostWanted() {
    double price = 0;
    for (int i = 0; i < x.length; i++) {
      price += x[i] * gradient(i);
    }
    int wanted = -1;
    double lowest = -TOLERANCE * Math.abs(price);
    for (int i = 0; i < x.length; i++) {
      if (!free[i] && gradient(i) - price < lowest) {
        lowest = gradient(i) - price;
        wanted = i;
      }
    }
    return wanted;
  }

  private double gradient(int i) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += q[i][j] * x[j];
    }
    return sum;
  }

  /** Returns the least over the free shares alone, whatever their sign: Q^-1 1, scaled to 1. */
  private double[] leastOnFree() {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < free.length; i++) {
      if (free[i]) {
        rows.add(i);
      }
    }
    double[] solved = solveForOnes(rows);
    double sum = Arrays.stream(solved).sum();
    double[] least = new double[free.length];
    for (int i = 0; i < rows.size(); i++) {
      least[rows.get(i)] = solved[i] / sum;
    }
    return least;
  }

  private double[] solveForOnes(List<Integer> rows) {
    double[][] lower = cholesky(rows);
    int n = rows.size();
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      y[i] = 1;
      for (int k = 0; k < i; k++) {
        y[i] -= lower[i][k] * y[k];
      }
      y[i] /= lower[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        y[i] -= lower[k][i] * y[k];
      }
      y[i] /= lower[i][i];
    }
    return y;
  }

  private double[][] cholesky(List<Integer> rows) {
    int n = rows.size();
    double[][] lower = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = q[rows.get(i)][rows.get(j)];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        double diagonal = q[rows.get(i)][rows.get(i)];
        lower[i][j] = i == j ? Math.sqrt(Math.max(sum, LEAST_PIVOT * diagonal)) : sum / lower[j][j];
      }
    }
    return lower;
  }
}
