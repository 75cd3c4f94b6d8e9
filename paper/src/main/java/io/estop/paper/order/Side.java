package io.estop.paper.order;

import java.util.Locale;

/** Which way an order trades. */
public enum Side {
  BUY,
  SELL;

  /** Returns the side of that name; throws IllegalArgumentException when there is none. */
  public static Side parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** Returns 1 for a buy, -1 for a sell. */
  public int sign() {
    return this == BUY ? 1 : -1;
  }

  /** Returns the other side. */
  public Side opposite() {
    return this == BUY ? SELL : BUY;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
