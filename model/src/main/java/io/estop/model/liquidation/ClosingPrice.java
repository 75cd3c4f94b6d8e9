package io.estop.model.liquidation;

import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Prices a closing order: a limit through the touch, never worse than the collar. The collar is
 * measured from the arrival mid; for options from the arrival touch, with a limit of its own.
 *
 * @param collarPercent worst slippage of shares and coins, in percent of the arrival mid
 * @param optionCollarPercent worst slippage of options, in percent of the arrival touch
 * @param throughPercent how far through the touch a limit goes, in percent of the touch
 */
public record ClosingPrice(
    BigDecimal collarPercent, BigDecimal optionCollarPercent, BigDecimal throughPercent) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal CENT = new BigDecimal("0.01");
  private static final BigDecimal SUB_PENNY = new BigDecimal("0.0001");
  private static final BigDecimal COIN_STEP = new BigDecimal("0.000000001");

  public ClosingPrice {
    requirePercent("collar", collarPercent);
    requirePercent("option collar", optionCollarPercent);
    requirePercent("through", throughPercent);
  }

  private static void requirePercent(String name, BigDecimal percent) {
    if (percent.signum() < 0 || percent.compareTo(HUNDRED) >= 0) {
      throw new IllegalArgumentException(
          name + " percent must be from 0 to below 100 but was: " + percent.toPlainString());
    }
  }

  /** Returns the worst price that any order of this position may have, on the venue's grid. */
  public BigDecimal worst(Instrument instrument, Side side, Quote arrival) {
    boolean option = instrument.isOption();
    BigDecimal anchor = option || !arrival.isTwoSided() ? arrival.touch(side) : arrival.mid();
    BigDecimal slip = anchor.multiply(option ? optionCollarPercent : collarPercent).divide(HUNDRED);
    // Rounded toward the anchor: the collar is never widened by rounding.
    return side == Side.SELL
        ? onGrid(instrument, anchor.subtract(slip), RoundingMode.UP)
        : onGrid(instrument, anchor.add(slip), RoundingMode.DOWN);
  }

  /** Returns the limit price of an order against that quote, within the worst price. */
  public BigDecimal limit(Instrument instrument, Side side, Quote quote, BigDecimal worst) {
    BigDecimal touch = quote.touch(side);
    BigDecimal through = touch.multiply(throughPercent).divide(HUNDRED);
    return side == Side.SELL
        ? onGrid(instrument, touch.subtract(through), RoundingMode.DOWN).max(worst)
        : onGrid(instrument, touch.add(through), RoundingMode.UP).min(worst);
  }

  /**
   * Returns the smallest price step: a cent, below one currency unit a hundredth of it (Rule 612).
   * Coins below a cent go by the step of crypto venues, since some cost less than a sub-penny.
   */
  public static BigDecimal increment(Instrument instrument, BigDecimal price) {
    if (instrument.isOption() || price.compareTo(BigDecimal.ONE) >= 0) {
      return CENT;
    }
    boolean tiny = instrument.assetClass() == AssetClass.CRYPTO && price.compareTo(CENT) < 0;
    return tiny ? COIN_STEP : SUB_PENNY;
  }

  private static BigDecimal onGrid(Instrument instrument, BigDecimal price, RoundingMode rounding) {
    BigDecimal increment = increment(instrument, price);
    return price.divide(increment, 0, rounding).multiply(increment);
  }
}
