package io.estop.model.trading;

import java.math.BigDecimal;

/**
 * What an order or a position is in.
 *
 * @param symbol the venue's symbol: AAPL, BTC/USD, AAPL270115C00150000; 1 to 32 characters
 * @param assetClass what kind
 */
public record Instrument(String symbol, AssetClass assetClass) {
  private static final int MAX_SYMBOL = 32;
  private static final BigDecimal FRACTION = new BigDecimal("0.000000001");

  public Instrument {
    if (symbol.isBlank() || symbol.length() > MAX_SYMBOL) {
      throw new IllegalArgumentException(
          "symbol must be 1 to " + MAX_SYMBOL + " characters but was: " + symbol);
    }
    if (assetClass == AssetClass.US_OPTION) {
      OptionContract.parse(symbol);
    }
  }

  /** Returns whether this is an option. */
  public boolean isOption() {
    return assetClass == AssetClass.US_OPTION;
  }

  /** Returns the symbol of what the option is on, or the symbol itself. */
  public String underlying() {
    return isOption() ? OptionContract.parse(symbol).underlying() : symbol;
  }

  /** Returns how many units one lot of quantity stands for: 100 for an option, else 1. */
  public BigDecimal multiplier() {
    return BigDecimal.valueOf(isOption() ? OptionContract.MULTIPLIER : 1);
  }

  /** Returns the smallest quantity that is traded: one contract, else a billionth. */
  public BigDecimal step() {
    return isOption() ? BigDecimal.ONE : FRACTION;
  }

  @Override
  public String toString() {
    return symbol;
  }
}
