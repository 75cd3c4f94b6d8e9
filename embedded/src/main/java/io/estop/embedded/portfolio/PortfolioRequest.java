package io.estop.embedded.portfolio;

import java.time.LocalDate;

/**
 * How a portfolio is to be generated; the same request gives the same portfolio.
 *
 * @param positions 1 to 10,000; the first 64 are the demo's own, the rest synthetic equities
 * @param orders working orders, 0 to 10,000
 */
public record PortfolioRequest(int positions, int orders, long seed, AsOf asOf) {

  public static final int DEFAULT_POSITIONS = 64;
  public static final int DEFAULT_ORDERS = 20;
  public static final long DEFAULT_SEED = 42;

  private static final int MOST = 10_000;

  public PortfolioRequest {
    require("positions", positions, 1);
    require("orders", orders, 0);
  }

  LocalDate day() {
    return asOf.day();
  }

  private static void require(String name, int value, int least) {
    if (value < least || value > MOST) {
      throw new IllegalArgumentException(
          name + " must be " + least + " to " + MOST + " but was: " + value);
    }
  }
}
