package io.estop.model.breaker.meter;

import io.estop.model.trading.AssetClass;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Tells a price that stands alone from a market that has moved: a price far from the middle of
 * those before it is bad, until a second one stands near it. Confined to one thread.
 */
public final class BadPrints {
  private static final int REMEMBERED = 5;

  private final double farPercent;
  private final Deque<Double> good = new ArrayDeque<>();
  private double bad;

  /**
   * @param assetClass of what is priced; what is far for a share is not for a coin or an option
   */
  public BadPrints(AssetClass assetClass) {
    this.farPercent =
        switch (assetClass) {
          case US_EQUITY -> 5;
          case CRYPTO -> 10;
          case US_OPTION -> 100;
        };
  }

  /** Returns whether a price, above zero, cannot be believed yet. */
  public boolean isBad(BigDecimal price) {
    double now = price.doubleValue();
    if (!good.isEmpty() && isFar(now, middle())) {
      if (bad == 0 || isFar(now, bad)) {
        bad = now;
        return true;
      }
      good.clear();
    }
    bad = 0;
    if (good.size() == REMEMBERED) {
      good.removeFirst();
    }
    good.addLast(now);
    return false;
  }

  private double middle() {
    double[] sorted = good.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private boolean isFar(double price, double from) {
    return Math.abs(price / from - 1) * 100 > farPercent;
  }
}
