package io.estop.model.liquidation.schedule;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What every schedule of a position must keep.
 *
 * @param total absolute quantity to close, above 0
 * @param step smallest step of a quantity, above 0
 * @param minimum least quantity that the venue takes, at least 0
 * @param horizon time there is, at least 1 ms for each tranche; the last is due before its end
 * @param maxTranches from 1 to {@value Schedule#MOST_TRANCHES}
 */
public record Frame(
    BigDecimal total, BigDecimal step, BigDecimal minimum, Duration horizon, int maxTranches) {
  public Frame {
    require(total.signum() > 0, "total", "above 0", total.toPlainString());
    require(step.signum() > 0, "step", "above 0", step.toPlainString());
    require(minimum.signum() >= 0, "minimum", "at least 0", minimum.toPlainString());
    require(
        maxTranches >= 1 && maxTranches <= Schedule.MOST_TRANCHES,
        "most tranches",
        "from 1 to " + Schedule.MOST_TRANCHES,
        String.valueOf(maxTranches));
    require(
        horizon.toMillis() >= maxTranches,
        "horizon",
        "at least " + maxTranches + " ms, 1 for each tranche",
        horizon.toString());
  }

  private static void require(boolean holds, String name, String bound, String value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must be " + bound + " but was: " + value);
    }
  }
}
