package io.estop.model.liquidation.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeastQuadraticTest {

  @Test
  void leavesOutWhatOnlyCosts() {
    double[] shares = LeastQuadratic.shares(new double[][] {{1, 2, 0}, {2, 5, 0}, {0, 0, 1}});

    assertThat(shares).containsExactly(new double[] {0.5, 0, 0.5}, within(1e-12));
  }

  /** Of a convex problem nothing else is optimal than where no share would gain by moving. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noShareGainsByMoving(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      double[][] q = some(random, 1 + random.nextInt(15));
      double[] shares = LeastQuadratic.shares(q);
      double[] gradient = Arrays.stream(q).mapToDouble(row -> product(row, shares)).toArray();
      double price = product(gradient, shares);

      assertThat(Arrays.stream(shares).sum()).as("seed " + seed).isCloseTo(1, within(1e-9));
      for (int i = 0; i < shares.length; i++) {
        String as = "seed " + seed + ", round " + round + ", share " + i + ": " + shares[i];
        assertThat(shares[i]).as(as).isGreaterThanOrEqualTo(0);
        assertThat(gradient[i]).as(as).isGreaterThan(price * (1 - 1e-6) - 1e-12);
        if (shares[i] > 0) {
          assertThat(gradient[i]).as(as).isCloseTo(price, within(1e-6 * price + 1e-12));
        }
      }
    }
  }

  private static double[][] some(Random random, int size) {
    double[][] root = new double[size][];
    Arrays.setAll(root, i -> random.doubles(size, -1, 1.5).toArray());
    double[][] q = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        q[i][j] = product(root[i], root[j]) + (i == j ? 0.01 : 0);
      }
    }
    return q;
  }

  private static double product(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
