package io.estop.paper.book;

import io.estop.paper.order.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The makers on one side of a book: equal levels behind the touch that refill after trades. */
final class MakerSide {
  private static final BigDecimal NEARLY_NOTHING = new BigDecimal("0.05");

  private final Side side;
  private final BigDecimal size;
  private final BigDecimal lot;
  private final double halfLifeMillis;
  private final BigDecimal[] taken;
  private BigDecimal touch = BigDecimal.ZERO;
  private BigDecimal gap = BigDecimal.ONE;
  private boolean untouched = true;
  private long refilledAtMillis;

  MakerSide(Side side, BigDecimal size, BigDecimal lot, BookSettings settings) {
    this.side = side;
    this.size = size;
    this.lot = lot;
    this.halfLifeMillis = settings.refillHalfLife().toMillis();
    this.taken = new BigDecimal[settings.levels()];
    Arrays.fill(taken, BigDecimal.ZERO);
  }

  void moveTo(BigDecimal newTouch, BigDecimal newGap) {
    touch = newTouch;
    gap = newGap;
  }

  BigDecimal touch() {
    return touch;
  }

  /** Lets the makers offer again what time has given back. */
  void refill(long nowMillis) {
    long elapsed = nowMillis - refilledAtMillis;
    refilledAtMillis = nowMillis;
    if (untouched || elapsed <= 0) {
      return;
    }
    double kept = halfLifeMillis == 0 ? 0 : Math.pow(0.5, elapsed / halfLifeMillis);
    BigDecimal share = BigDecimal.valueOf(kept);
    untouched = true;
    for (int i = 0; i < taken.length; i++) {
      BigDecimal left = taken[i].multiply(share).setScale(9, RoundingMode.DOWN);
      taken[i] = left.compareTo(size.multiply(NEARLY_NOTHING)) < 0 ? BigDecimal.ZERO : left;
      untouched &= taken[i].signum() == 0;
    }
  }

  /** Returns the levels that offer something, best first, down to the limit's price if any. */
  List<Level> levels() {
    List<Level> levels = new ArrayList<>(taken.length);
    for (int i = 0; i < taken.length; i++) {
      BigDecimal price = price(i);
      BigDecimal size = available(i);
      if (price.signum() > 0 && size.signum() > 0) {
        levels.add(new Level(price, size));
      }
    }
    return levels;
  }

  /** Returns the best level, or the touch with size zero while everything is taken. */
  Level best() {
    for (int i = 0; i < taken.length; i++) {
      BigDecimal price = price(i);
      BigDecimal size = available(i);
      if (price.signum() > 0 && size.signum() > 0) {
        return new Level(price, size);
      }
    }
    return new Level(touch, BigDecimal.ZERO);
  }

  /** Takes from the level at that price; the makers must offer it. */
  void take(BigDecimal price, BigDecimal qty) {
    for (int i = 0; i < taken.length; i++) {
      if (price(i).compareTo(price) == 0) {
        taken[i] = taken[i].add(qty);
        untouched = false;
        return;
      }
    }
    throw new IllegalStateException("no maker level at " + price + " to take " + qty + " from");
  }

  private BigDecimal price(int level) {
    if (touch.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal away = gap.multiply(BigDecimal.valueOf(level));
    return side == Side.BUY ? touch.subtract(away) : touch.add(away);
  }

  private BigDecimal available(int level) {
    BigDecimal left = size.subtract(taken[level]).max(BigDecimal.ZERO);
    return left.subtract(left.remainder(lot));
  }
}
