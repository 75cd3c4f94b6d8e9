package io.estop.embedded.portfolio;

import io.estop.model.trading.AssetClass;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What is assumed of a market where a file does not say: tick, spread around a price, and depth.
 *
 * <p>Stated spreads, ask minus bid over the price: equities 2, crypto 4, options 200 basis points.
 */
enum MarketHabits {
  US_EQUITY(2, "100", 0.28),
  CRYPTO(4, "0.5", 0.60),
  US_OPTION(200, "20", 0.50);

  private static final BigDecimal BASIS_POINTS = new BigDecimal("10000");
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal CENT = new BigDecimal("0.01");
  private static final BigDecimal SUB_PENNY = new BigDecimal("0.0001");
  private static final BigDecimal COIN_TICK = new BigDecimal("0.00000001");

  private final BigDecimal spreadBasisPoints;
  private final BigDecimal smallestDepth;
  private final double annualVolatility;

  MarketHabits(long spreadBasisPoints, String smallestDepth, double annualVolatility) {
    this.spreadBasisPoints = BigDecimal.valueOf(spreadBasisPoints);
    this.smallestDepth = new BigDecimal(smallestDepth);
    this.annualVolatility = annualVolatility;
  }

  static MarketHabits of(AssetClass assetClass) {
    return valueOf(assetClass.name());
  }

  double annualVolatility() {
    return annualVolatility;
  }

  /** Returns the smallest step of a price of about this height. */
  BigDecimal tick(BigDecimal price) {
    if (price.compareTo(BigDecimal.ONE) >= 0 || this == US_OPTION) {
      return CENT;
    }
    return this == CRYPTO ? COIN_TICK : SUB_PENNY;
  }

  /** Returns bid and ask around a price, each rounded outward to the tick. */
  SeedQuote around(BigDecimal price, BigDecimal depth) {
    BigDecimal half = price.multiply(spreadBasisPoints).divide(BASIS_POINTS.multiply(TWO));
    BigDecimal tick = tick(price);
    BigDecimal bid = toTick(price.subtract(half), tick, RoundingMode.FLOOR);
    BigDecimal ask = toTick(price.add(half), tick, RoundingMode.CEILING);
    BigDecimal askAbove = ask.compareTo(bid) > 0 ? ask : bid.add(tick);
    return new SeedQuote(bid.max(BigDecimal.ZERO), askAbove, depth, depth);
  }

  /** Returns the depth per level for a position: half of it, but not less than is usual. */
  BigDecimal depthFor(BigDecimal quantity) {
    int scale = this == CRYPTO ? 2 : 0;
    return quantity.abs().divide(TWO, scale, RoundingMode.CEILING).max(smallestDepth);
  }

  private static BigDecimal toTick(BigDecimal price, BigDecimal tick, RoundingMode mode) {
    return price.divide(tick, 0, mode).multiply(tick);
  }
}
