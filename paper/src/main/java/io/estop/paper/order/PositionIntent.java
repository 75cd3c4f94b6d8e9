package io.estop.paper.order;

import java.util.Locale;

/** What an order may do to the position; the closing ones never open. */
public enum PositionIntent {
  BUY_TO_OPEN,
  BUY_TO_CLOSE,
  SELL_TO_OPEN,
  SELL_TO_CLOSE;

  /** Returns the value of that name; throws IllegalArgumentException when there is none. */
  public static PositionIntent parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
