package io.estop.bench.execution;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** One value for each seed; two of the same scenario are paired by it. */
final class Series {
  private static final double NORMAL = 1.96;

  /** Student's t is about that much over n - 1 above the normal's: 2.045 at 30. */
  private static final double STUDENT = 2.4;

  private final double[] values;

  Series(double... values) {
    this.values = values.clone();
  }

  double[] values() {
    return values.clone();
  }

  double mean() {
    return Arrays.stream(values).average().orElseThrow();
  }

  double deviation() {
    double mean = mean();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
  }

  /** Returns half of the 95 % interval of the mean. */
  double halfInterval() {
    int n = values.length;
    return n < 2 ? 0 : (NORMAL + STUDENT / (n - 1)) * deviation() / Math.sqrt(n);
  }

  Series map(DoubleUnaryOperator change) {
    return new Series(Arrays.stream(values).map(change).toArray());
  }

  /** Returns cost + lambda x squared distance from the mean: its mean is E + lambda V. */
  Series riskAdjusted(double lambda) {
    double mean = mean();
    // The mean is of the same values, which takes a degree of freedom.
    double unbiased = lambda * values.length / Math.max(1, values.length - 1);
    return map(cost -> cost + unbiased * (cost - mean) * (cost - mean));
  }

  /** Returns, seed by seed, this less the other times a factor. */
  Series less(Series other, double factor) {
    double[] difference = new double[values.length];
    Arrays.setAll(difference, i -> values[i] - factor * other.values[i]);
    return new Series(difference);
  }

  /**
   * Returns the upper end of the 95 % interval of this mean over the other's (delta method on
   * paired values); the ratio itself where the interval is not wanted.
   */
  double ratioAtMost(Series other, boolean interval) {
    double ratio = mean() / other.mean();
    return interval ? ratio + less(other, ratio).halfInterval() / Math.abs(other.mean()) : ratio;
  }
}
