package io.estop.paper.market;

import java.util.Locale;

/** The asset classes that the venue trades, spelled as Alpaca spells them. */
public enum AssetClass {
  US_EQUITY,
  US_OPTION,
  CRYPTO;

  /** Returns the class of that name; throws IllegalArgumentException when there is none. */
  public static AssetClass parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
