package io.estop.paper.exchange;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/**
 * What the account may still open with. Valuing thousands of positions for every order would be
 * slow, so a recent valuation less everything opened since is enough to accept; a refusal is always
 * decided on a fresh one. Used only under the venue's lock.
 */
final class BuyingPower {
  private static final Duration RECENT = Duration.ofMillis(250);
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private final World world;
  private BigDecimal left = BigDecimal.ZERO;
  private Instant valuedAt = Instant.MIN;

  BuyingPower(World world) {
    this.world = world;
  }

  /** Takes the cost from what is left; returns false, and takes nothing, when it is too much. */
  boolean covers(BigDecimal cost, boolean marginable) {
    BigDecimal used = marginable ? cost : cost.multiply(TWO);
    Instant now = world.now();
    if (now.isAfter(valuedAt.plus(RECENT)) || used.compareTo(left) > 0) {
      left = Valuation.of(world).buyingPower();
      valuedAt = now;
    }
    if (used.compareTo(left) > 0) {
      return false;
    }
    left = left.subtract(used);
    return true;
  }

  /** Returns what one more order may cost. */
  BigDecimal left(boolean marginable) {
    return marginable ? left : left.divide(TWO, 2, RoundingMode.DOWN);
  }
}
