package io.estop.paper.order;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Writes amounts as Alpaca does: plain decimal text without trailing zeros. */
public final class Amounts {
  private Amounts() {}

  /** Returns the amount as text. */
  public static String text(BigDecimal amount) {
    return plain(amount).toPlainString();
  }

  /** Returns the amount as text, or null for none. */
  public static @Nullable String textOrNull(@Nullable BigDecimal amount) {
    return amount == null ? null : text(amount);
  }

  /** Returns the amount without trailing zeros and without an exponent. */
  public static BigDecimal plain(BigDecimal amount) {
    BigDecimal stripped = amount.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
