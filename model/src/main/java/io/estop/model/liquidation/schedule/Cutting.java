package io.estop.model.liquidation.schedule;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a quantity into tranches that the venue takes and that sum to it exactly. */
final class Cutting {
  private final Frame frame;
  private final BigDecimal least;
  private final List<Tranche> tranches = new ArrayList<>();
  private BigDecimal rest;

  Cutting(Frame frame) {
    this.frame = frame;
    this.least = frame.minimum().max(frame.step());
    this.rest = frame.total();
  }

  /**
   * Returns the schedule: each tranche is rounded down to the step, the last takes what rounding
   * leaves. Tranches below the venue's minimum go together, at the time of the first of them, since
   * earlier is safer; what is left at the end goes with the one before.
   *
   * @param times ascending, as many as weights
   * @param weights shares of the total, at least 0, together above 0
   */
  Schedule cut(List<Duration> times, double[] weights) {
    double sum = Arrays.stream(weights).sum();
    BigDecimal gathered = BigDecimal.ZERO;
    Duration since = times.get(0);
    for (int i = 0; i < weights.length; i++) {
      since = gathered.signum() == 0 ? times.get(i) : since;
      gathered = gathered.add(frame.total().multiply(BigDecimal.valueOf(weights[i] / sum)));
      BigDecimal whole = inSteps(gathered).min(rest);
      if (whole.signum() > 0 && whole.compareTo(least) >= 0) {
        add(since, whole);
        gathered = BigDecimal.ZERO;
      }
    }
    if (tranches.isEmpty() || gathered.signum() > 0 && rest.compareTo(least) >= 0) {
      add(since, rest);
    }
    Tranche last = tranches.remove(tranches.size() - 1);
    tranches.add(new Tranche(last.at(), last.quantity().add(rest)));
    return new Schedule(tranches);
  }

  private BigDecimal inSteps(BigDecimal quantity) {
    return quantity.divide(frame.step(), 0, RoundingMode.DOWN).multiply(frame.step());
  }

  private void add(Duration at, BigDecimal quantity) {
    tranches.add(new Tranche(at, quantity));
    rest = rest.subtract(quantity);
  }
}
