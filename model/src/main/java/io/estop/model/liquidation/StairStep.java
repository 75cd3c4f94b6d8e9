package io.estop.model.liquidation;

import io.estop.model.trading.Instrument;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Prices a patient limit: from the mid to the touch and on to the worst price, one step with each
 * order. Where the mid has moved by more than the spread since the first step it begins anew from
 * there: steps measured from a price that is gone would chase it, or give away what came back.
 * Pure.
 */
public final class StairStep {
  /** Orders until the touch is met; the first rests at the mid. */
  static final int TO_TOUCH = 2;

  /** Orders from the touch until the worst price is reached. */
  static final int TO_WORST = 3;

  private StairStep() {}

  /**
   * Returns the limit of the next order, on the venue's grid and within the worst price.
   *
   * @param quote two-sided, now
   * @param worst that any order of the position may have
   * @param before two-sided quotes against which the orders before it were priced, oldest first
   */
  public static BigDecimal limit(
      Instrument instrument, Side side, Quote quote, BigDecimal worst, List<Quote> before) {
    int step = step(quote, before);
    BigDecimal touch = quote.touch(side);
    BigDecimal price =
        step <= TO_TOUCH
            ? between(quote.mid(), touch, step, TO_TOUCH)
            : between(touch, worst, Math.min(step - TO_TOUCH, TO_WORST), TO_WORST);
    BigDecimal increment = ClosingPrice.increment(instrument, price);
    // Rounded toward the mid: a step is never larger than it is meant to be.
    RoundingMode patient = side == Side.SELL ? RoundingMode.UP : RoundingMode.DOWN;
    BigDecimal onGrid = price.divide(increment, 0, patient).multiply(increment);
    return side == Side.SELL ? onGrid.max(worst) : onGrid.min(worst);
  }

  /** Returns how many steps have been taken since the market last moved away. */
  private static int step(Quote quote, List<Quote> before) {
    if (before.isEmpty()) {
      return 0;
    }
    BigDecimal anchor = before.get(0).mid();
    int step = 0;
    for (int i = 1; i <= before.size(); i++) {
      Quote seen = i < before.size() ? before.get(i) : quote;
      BigDecimal spread = seen.ask().subtract(seen.bid());
      if (seen.mid().subtract(anchor).abs().compareTo(spread) > 0) {
        anchor = seen.mid();
        step = 0;
      } else {
        step++;
      }
    }
    return step;
  }

  private static BigDecimal between(BigDecimal from, BigDecimal to, int step, int steps) {
    BigDecimal way = to.subtract(from).multiply(BigDecimal.valueOf(step));
    return from.add(way.divide(BigDecimal.valueOf(steps), from.scale() + 6, RoundingMode.DOWN));
  }
}
