package io.estop.bench.flatten;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.ToLongFunction;

/** Product and bare client on the same book, with the same faults by the same seed. */
record Pair(RunResult product, RunResult bare) {

  private static final int SCALE = 2;

  /** Returns how many times as long as the bare client the product took. */
  private BigDecimal ratio() {
    return BigDecimal.valueOf(product.flatMillis())
        .divide(BigDecimal.valueOf(Math.max(1, bare.flatMillis())), SCALE, RoundingMode.HALF_UP);
  }

  static List<Long> ofProduct(List<Pair> pairs, ToLongFunction<RunResult> value) {
    return pairs.stream().map(pair -> value.applyAsLong(pair.product())).toList();
  }

  static List<Long> ofBare(List<Pair> pairs, ToLongFunction<RunResult> value) {
    return pairs.stream().map(pair -> value.applyAsLong(pair.bare())).toList();
  }

  /** Returns the largest of the ratios; each compares one seed with itself. */
  static BigDecimal worstRatio(List<Pair> pairs) {
    return pairs.stream().map(Pair::ratio).max(BigDecimal::compareTo).orElse(BigDecimal.ZERO);
  }

  /** Returns the most milliseconds that the product took beyond the bare client on one seed. */
  static long mostBeyond(List<Pair> pairs) {
    return pairs.stream()
        .mapToLong(pair -> pair.product().flatMillis() - pair.bare().flatMillis())
        .max()
        .orElse(0);
  }
}
