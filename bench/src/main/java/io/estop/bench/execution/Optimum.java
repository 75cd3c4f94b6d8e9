package io.estop.bench.execution;

import io.estop.model.liquidation.schedule.Frame;
import io.estop.model.liquidation.schedule.Impact;
import io.estop.model.liquidation.schedule.Schedule;
import io.estop.model.liquidation.schedule.Tranche;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The best schedule in the two models that have one, found by other ways than the product's:
 * Almgren and Chriss' closed form, and Obizhaeva and Wang's objective by projected gradient.
 */
final class Optimum {
  private static final double MILLIS = 1000;
  private static final int STEPS = 200_000;
  private static final double CONVERGED = 1e-13;

  private Optimum() {}

  /** Returns the seconds between equal parts. */
  static double tau(Frame frame) {
    return frame.horizon().toMillis() / MILLIS / frame.maxTranches();
  }

  /**
   * Returns kappa = acosh(lambda sigma^2 tau^2 / (2 eta~) + 1) / tau, eta~ being tau (1 -
   * permanent) / (2 density).
   */
  static double kappa(Impact impact, double lambda, double tau) {
    double eta = tau * (1 - impact.permanent()) / (2 * impact.density());
    double x = lambda * impact.volatility() * impact.volatility() * tau * tau / (2 * eta) + 1;
    return Math.log(x + Math.sqrt(x * x - 1)) / tau;
  }

  /**
   * Returns the closed form of the linear model: x_j = X sinh(kappa (T - j tau)) / sinh(kappa T).
   */
  static Schedule linear(Frame frame, Impact impact, double lambda) {
    int n = frame.maxTranches();
    double tau = tau(frame);
    double kappaTau = kappa(impact, lambda, tau) * tau;
    List<Duration> times = new ArrayList<>();
    double[] shares = new double[n];
    for (int j = 0; j < n; j++) {
      times.add(Duration.ofMillis(Math.round(MILLIS * tau * j)));
      shares[j] =
          kappaTau == 0
              ? 1.0 / n
              : (Math.sinh(kappaTau * (n - j)) - Math.sinh(kappaTau * (n - j - 1)))
                  / Math.sinh(kappaTau * n);
    }
    return schedule(frame, times, shares);
  }

  /** Returns the least cost + lambda x variance in the block book over parts at those times. */
  static Schedule block(Frame frame, Impact impact, double lambda, List<Duration> times) {
    double[] seconds = times.stream().mapToDouble(at -> at.toMillis() / MILLIS).toArray();
    double risk =
        2
            * lambda
            * impact.volatility()
            * impact.volatility()
            * impact.density()
            / (1 - impact.permanent());
    double[][] q = new double[seconds.length][seconds.length];
    for (int i = 0; i < seconds.length; i++) {
      for (int j = 0; j < seconds.length; j++) {
        double apart = Math.abs(seconds[i] - seconds[j]);
        double left = apart == 0 ? 1 : Math.exp(-impact.resilience() * apart);
        q[i][j] = left + risk * Math.min(seconds[i], seconds[j]);
      }
    }
    return schedule(frame, times, least(q));
  }

  /** Returns cost + lambda x variance of that schedule in that book, the spread left out. */
  static double cost(Schedule schedule, Impact impact, double lambda) {
    List<Tranche> tranches = schedule.tranches();
    double cost = 0;
    for (Tranche one : tranches) {
      for (Tranche other : tranches) {
        double apart = Math.abs(one.at().minus(other.at()).toMillis()) / MILLIS;
        double left = apart == 0 ? 1 : Math.exp(-impact.resilience() * apart);
        double moved = impact.permanent() + (1 - impact.permanent()) * left;
        double shared = Math.min(one.at().toMillis(), other.at().toMillis()) / MILLIS;
        double risk = lambda * impact.volatility() * impact.volatility() * shared;
        cost +=
            one.quantity().doubleValue()
                * other.quantity().doubleValue()
                * (moved / 2 / impact.density() + risk);
      }
    }
    return cost;
  }

  /** Accelerated projected gradient (Y. Nesterov) on the simplex, until nothing moves any more. */
  static double[] least(double[][] q) {
    int n = q.length;
    double largest = 0;
    for (double[] row : q) {
      largest = Math.max(largest, Arrays.stream(row).map(Math::abs).sum());
    }
    double[] x = new double[n];
    Arrays.fill(x, 1.0 / n);
    double[] y = x.clone();
    double momentum = 1;
    for (int step = 0; step < STEPS; step++) {
      double[] next = new double[n];
      for (int i = 0; i < n; i++) {
        double gradient = 0;
        for (int j = 0; j < n; j++) {
          gradient += q[i][j] * y[j];
        }
        next[i] = y[i] - gradient / largest;
      }
      next = onSimplex(next);
      double grown = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
      double moved = 0;
      for (int i = 0; i < n; i++) {
        y[i] = next[i] + (momentum - 1) / grown * (next[i] - x[i]);
        moved = Math.max(moved, Math.abs(next[i] - x[i]));
      }
      x = next;
      momentum = grown;
      if (moved < CONVERGED && step > n) {
        return x;
      }
    }
    return x;
  }

  /** Returns the nearest point whose shares are at least 0 and together 1 (by sorting). */
  private static double[] onSimplex(double[] point) {
    double[] sorted = point.clone();
    Arrays.sort(sorted);
    double sum = 0;
    double shift = 0;
    for (int i = sorted.length - 1; i >= 0; i--) {
      sum += sorted[i];
      double candidate = (sum - 1) / (sorted.length - i);
      if (sorted[i] > candidate) {
        shift = candidate;
      }
    }
    double by = shift;
    return Arrays.stream(point).map(value -> Math.max(0, value - by)).toArray();
  }

  private static Schedule schedule(Frame frame, List<Duration> times, double[] shares) {
    List<Tranche> tranches = new ArrayList<>();
    BigDecimal rest = frame.total();
    for (int i = shares.length - 1; i > 0; i--) {
      BigDecimal quantity =
          frame
              .total()
              .multiply(BigDecimal.valueOf(shares[i]))
              .divide(frame.step(), 0, RoundingMode.HALF_EVEN)
              .multiply(frame.step());
      if (quantity.signum() > 0) {
        tranches.add(0, new Tranche(times.get(i), quantity));
        rest = rest.subtract(quantity);
      }
    }
    tranches.add(0, new Tranche(times.get(0), rest));
    return new Schedule(tranches);
  }
}
