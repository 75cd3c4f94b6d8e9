package io.estop.paper.order;

import java.util.Locale;

/** How an order names its price. */
public enum OrderType {
  MARKET,
  LIMIT,
  STOP,
  STOP_LIMIT;

  /** Returns the value of that name; throws IllegalArgumentException when there is none. */
  public static OrderType parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
