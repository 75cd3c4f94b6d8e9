package io.estop.starter.stop;

import io.estop.model.liquidation.PositionStatus;
import io.estop.model.trading.Quote;
import io.estop.store.plan.PositionRow;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** Figures of a stop's positions. Money is cut to cents, downward: never more than was done. */
final class Figures {
  private static final int CENTS = 2;

  private Figures() {}

  /** Returns the sum of the risk of all planned positions. */
  static BigDecimal riskTotal(List<PositionRow> positions) {
    return positions.stream()
        .map(PositionRow::risk)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .setScale(CENTS, RoundingMode.DOWN);
  }

  /** Returns the share of that risk which is closed. */
  static BigDecimal riskRemoved(List<PositionRow> positions) {
    return positions.stream()
        .map(Figures::riskRemoved)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .setScale(CENTS, RoundingMode.DOWN);
  }

  /** Returns the share of one position's risk which is closed; exact to 16 digits. */
  static BigDecimal riskRemoved(PositionRow position) {
    PositionStatus status = position.status();
    if (status == PositionStatus.CLOSED
        || status == PositionStatus.WORTHLESS
        || status == PositionStatus.DUST) {
      return position.risk();
    }
    BigDecimal start = position.startQuantity().abs();
    BigDecimal closed = start.subtract(position.openQuantity().abs());
    // A position that grew has removed nothing; one read before it was planned divides by nothing.
    if (start.signum() == 0 || closed.signum() <= 0) {
      return BigDecimal.ZERO;
    }
    return position.risk().multiply(closed).divide(start, MathContext.DECIMAL64);
  }

  /** Returns the middle of the quote at assessment, empty where it had not both sides. */
  static Optional<BigDecimal> arrivalMid(PositionRow position) {
    return position.arrival().filter(Quote::isTwoSided).map(Quote::mid);
  }

  /** Returns an exact amount or quantity without trailing zeros. */
  static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
