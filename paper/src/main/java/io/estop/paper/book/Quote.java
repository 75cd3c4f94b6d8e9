package io.estop.paper.book;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/** The best prices of the makers; zero means that side is empty. */
public record Quote(
    BigDecimal bid, BigDecimal bidSize, BigDecimal ask, BigDecimal askSize, Instant at) {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /** Returns the middle of bid and ask: what positions are valued at. */
  public BigDecimal mid() {
    return bid.add(ask).divide(TWO, 9, RoundingMode.HALF_EVEN);
  }
}
