package io.estop.bench.execution;

import io.estop.model.liquidation.schedule.Impact;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/** A block-shaped book that refills (Obizhaeva and Wang), sold into. */
final class BlockBook implements Market {
  private static final int PRICE_SCALE = 6;
  private static final double DISPLAYED_SHARE = 0.1;

  private final double start;
  private final Impact impact;
  private final Conditions conditions;
  private final Path path;
  private int second;
  private double lasting;
  private double fading;
  private double tradedNow;

  BlockBook(double start, Impact impact, Conditions conditions, Path path) {
    this.start = start;
    this.impact = impact;
    this.conditions = conditions;
    this.path = path;
  }

  @Override
  public Side side() {
    return Side.SELL;
  }

  @Override
  public Quote quote() {
    // Linear impact is in our own prices alone; a block book shows the hole.
    double shown = conditions.memorySeconds() == 0 ? bid() : bid() + fading;
    double bid = path.hasBids(second) ? shown : 0;
    double ask = mid() + impact.halfSpread();
    BigDecimal size = BigDecimal.valueOf(Math.ceil(impact.density() * DISPLAYED_SHARE));
    return new Quote(price(bid), size, price(ask), size, Instant.ofEpochSecond(second));
  }

  private static BigDecimal price(double price) {
    return BigDecimal.valueOf(price).setScale(PRICE_SCALE, RoundingMode.HALF_EVEN);
  }

  private double bid() {
    return mid() - impact.halfSpread() - fading;
  }

  @Override
  public double mid() {
    return undisturbed() - lasting;
  }

  @Override
  public double undisturbed() {
    return start + path.move(second);
  }

  @Override
  public boolean isPaused() {
    return second >= conditions.pauseFrom() && second < conditions.pauseUntil();
  }

  @Override
  public Fill trade(double quantity, double limit) {
    if (isPaused() || !path.hasBids(second)) {
      return Fill.NONE;
    }
    double within = Math.max(0, (bid() - limit) * impact.density());
    double left = conditions.mostPerSecond() - tradedNow;
    double sold = Math.min(quantity, Math.floor(Math.min(within, left)));
    double money = sold * (bid() - sold / impact.density() / 2);
    tradedNow += sold;
    lasting += sold * impact.permanent() / impact.density();
    fading += sold * (1 - impact.permanent()) / impact.density();
    return new Fill(sold, money);
  }

  @Override
  public void advance() {
    second++;
    tradedNow = 0;
    if (conditions.memorySeconds() == 0) {
      fading *= Math.exp(-impact.resilience());
    } else if (second % conditions.memorySeconds() == 0) {
      fading = 0;
    }
  }
}
