package io.estop.model.liquidation.options;

import io.estop.model.trading.Quote;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What people decide about options.
 *
 * @param deltaCut whether shares go before the options on them where that brings the group's delta
 *     nearer to zero
 * @param maxWidthPercent width of a quote, ask less bid, in percent of the mid, beyond which an
 *     option is not closed at the touch but by limits that step from the mid; above 0, at most 200,
 *     the width where nobody bids
 * @param carry interest and dividends that count where no venue tells the Greeks
 */
public record OptionRules(boolean deltaCut, BigDecimal maxWidthPercent, Carry carry) {
  /** The smallest step of many cheap options: a narrower quote there is none. */
  private static final BigDecimal NARROW = new BigDecimal("0.05");

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal WIDEST = BigDecimal.valueOf(200);
  private static final int SENSE = 1;

  public OptionRules {
    if (maxWidthPercent.signum() <= 0 || maxWidthPercent.compareTo(WIDEST) > 0) {
      throw new IllegalArgumentException(
          "max-option-width percent must be above 0 and at most 200 but was: "
              + maxWidthPercent.toPlainString());
    }
  }

  /** Rules of people who know neither interest nor dividends. */
  public OptionRules(boolean deltaCut, BigDecimal maxWidthPercent) {
    this(deltaCut, maxWidthPercent, Carry.none());
  }

  /** Returns the defaults. */
  public static OptionRules standard() {
    return new OptionRules(true, BigDecimal.valueOf(20));
  }

  /** Returns whether a quote with an ask above its bid is wider than is hit; others are not. */
  public boolean isTooWide(Quote quote) {
    BigDecimal width = quote.ask().subtract(quote.bid());
    return width.compareTo(NARROW) > 0
        && quote.bid().signum() >= 0
        && width.multiply(HUNDRED).compareTo(maxWidthPercent.multiply(quote.mid())) > 0;
  }

  /** Returns the width in percent of the mid, to a tenth; of a quote with a mid above 0. */
  public static BigDecimal widthPercent(Quote quote) {
    return quote
        .ask()
        .subtract(quote.bid())
        .multiply(HUNDRED)
        .divide(quote.mid(), SENSE, RoundingMode.HALF_UP);
  }
}
