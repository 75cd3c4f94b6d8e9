package io.estop.paper.order;

import java.util.Locale;

/** How long an order works. */
public enum TimeInForce {
  DAY,
  GTC,
  IOC,
  FOK;

  /** Returns the value of that name; throws IllegalArgumentException when there is none. */
  public static TimeInForce parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
