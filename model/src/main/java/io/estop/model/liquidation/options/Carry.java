package io.estop.model.liquidation.options;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What holding an underlying costs and brings until an option on it expires, as people know it: no
 * venue tells. It moves the Greeks that are derived from prices here.
 *
 * @param interestPercent a year, compounded continuously; -10 to 50
 * @param dividendPercents yield a year by underlying, compounded continuously, each 0 to 50; 0 for
 *     those that are not named
 */
public record Carry(BigDecimal interestPercent, Map<String, BigDecimal> dividendPercents) {
  private static final BigDecimal LOWEST = BigDecimal.TEN.negate();
  private static final BigDecimal HIGHEST = BigDecimal.valueOf(50);
  private static final int MOST = 10_000;

  public Carry {
    require("interest percent", interestPercent, LOWEST);
    Map<String, BigDecimal> known = new HashMap<>();
    // Where names of settings bear no case, a symbol does.
    dividendPercents.forEach((symbol, yield) -> known.put(symbol.toUpperCase(Locale.ROOT), yield));
    known.forEach(
        (symbol, yield) -> require("dividend percent of " + symbol, yield, BigDecimal.ZERO));
    if (known.size() > MOST) {
      throw new IllegalArgumentException(
          "dividend percents must be of at most "
              + MOST
              + " underlyings but were: "
              + known.size());
    }
    dividendPercents = Map.copyOf(known);
  }

  /** Returns that nobody knows any. */
  public static Carry none() {
    return new Carry(BigDecimal.ZERO, Map.of());
  }

  /** Returns the interest rate, a fraction a year. */
  public double rate() {
    return interestPercent.movePointLeft(2).doubleValue();
  }

  /** Returns the dividend yield of an underlying, a fraction a year. */
  public double yield(String underlying) {
    return dividendPercents
        .getOrDefault(underlying, BigDecimal.ZERO)
        .movePointLeft(2)
        .doubleValue();
  }

  private static void require(String name, BigDecimal percent, BigDecimal lowest) {
    if (percent.compareTo(lowest) < 0 || percent.compareTo(HIGHEST) > 0) {
      throw new IllegalArgumentException(
          name
              + " must be "
              + lowest.toPlainString()
              + " to "
              + HIGHEST.toPlainString()
              + " but was: "
              + percent.toPlainString());
    }
  }
}
