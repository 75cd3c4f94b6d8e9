package io.estop.bench.execution;

import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * The recorded book from a second on. What we took is missing from its best levels until it has
 * been refilled; the market does not answer otherwise, so costs are a lower bound.
 */
final class ReplayedBook implements Market {
  private static final double STEPS_PER_UNIT = 1e5;

  private final Recording recording;
  private final int from;
  private final Side side;
  private final double leftAfterSecond;
  private int second;
  private double taken;

  ReplayedBook(Recording recording, int from, Side side, double resilience) {
    this.recording = recording;
    this.from = from;
    this.side = side;
    this.leftAfterSecond = Math.exp(-resilience);
  }

  @Override
  public Side side() {
    return side;
  }

  private int now() {
    return Math.min(from + second, recording.seconds() - 1);
  }

  @Override
  public Quote quote() {
    BigDecimal bid = BigDecimal.valueOf(recording.bids(now()).prices()[0]);
    BigDecimal ask = BigDecimal.valueOf(recording.asks(now()).prices()[0]);
    BigDecimal hole = BigDecimal.valueOf(touch(ours()));
    return new Quote(
        side == Side.SELL ? hole : bid,
        BigDecimal.ONE,
        side == Side.SELL ? ask : hole,
        BigDecimal.ONE,
        Instant.ofEpochSecond(second));
  }

  private Recording.Side ours() {
    return side == Side.SELL ? recording.bids(now()) : recording.asks(now());
  }

  /** Returns the price of the first level that we have not emptied. */
  private double touch(Recording.Side levels) {
    double missing = taken;
    int level = 0;
    while (level < levels.prices().length - 1 && missing >= levels.sizes()[level]) {
      missing -= levels.sizes()[level];
      level++;
    }
    return levels.prices()[level];
  }

  @Override
  public double mid() {
    return recording.mid(now());
  }

  @Override
  public double undisturbed() {
    return mid();
  }

  @Override
  public boolean isPaused() {
    return false;
  }

  @Override
  public Fill trade(double quantity, double limit) {
    Recording.Side levels = ours();
    double missing = taken;
    double wanted = quantity;
    double money = 0;
    for (int level = 0; level < levels.prices().length && wanted > 0; level++) {
      double price = levels.prices()[level];
      if (side == Side.SELL ? price < limit : price > limit) {
        break;
      }
      double gone = Math.min(missing, levels.sizes()[level]);
      missing -= gone;
      double got = Math.min(wanted, inSteps(levels.sizes()[level] - gone));
      wanted -= got;
      money += got * price;
    }
    double traded = quantity - wanted;
    taken += traded;
    return new Fill(traded, money);
  }

  private static double inSteps(double units) {
    return Math.floor(units * STEPS_PER_UNIT) / STEPS_PER_UNIT;
  }

  @Override
  public void advance() {
    second++;
    taken *= leftAfterSecond;
  }
}
