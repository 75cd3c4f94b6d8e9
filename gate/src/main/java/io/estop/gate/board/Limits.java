package io.estop.gate.board;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Registered limits of one component; REDUCED allows a factor of them.
 *
 * @param maxOrderQuantity of one order
 * @param maxPositionQuantity of the position in one instrument, long or short
 */
public record Limits(BigDecimal maxOrderQuantity, BigDecimal maxPositionQuantity) {

  public Limits {
    if (maxOrderQuantity.signum() < 0 || maxPositionQuantity.signum() < 0) {
      throw new IllegalArgumentException(
          "limits must not be negative but were: " + maxOrderQuantity + " " + maxPositionQuantity);
    }
  }

  /** Returns the limits that {@link #toText} wrote; null where none can be read, which denies. */
  static @Nullable Limits parse(String text) {
    String[] fields = text.split("\t", -1);
    if (fields.length != 2) {
      return null;
    }
    try {
      return new Limits(new BigDecimal(fields[0]), new BigDecimal(fields[1]));
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }

  String toText() {
    return maxOrderQuantity.toPlainString() + "\t" + maxPositionQuantity.toPlainString();
  }
}
