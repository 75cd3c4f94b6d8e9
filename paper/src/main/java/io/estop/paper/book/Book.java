package io.estop.paper.book;

import io.estop.paper.market.Chance;
import io.estop.paper.market.Instrument;
import io.estop.paper.order.Amounts;
import io.estop.paper.order.Order;
import io.estop.paper.order.OrderType;
import io.estop.paper.order.Side;
import io.estop.paper.order.TimeInForce;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order book of one instrument. Makers stand on both sides; the account's resting orders trade
 * with them in price-time order when the market reaches them. Used only under the venue's lock.
 */
public final class Book {
  private static final BigDecimal FOUR = BigDecimal.valueOf(4);

  private final Instrument instrument;
  private final Instant start;
  private final Walk walk;
  private final MakerSide bids;
  private final MakerSide asks;
  private final RestingOrders resting = new RestingOrders();

  public Book(Instrument instrument, BookSettings settings, Chance chance, Instant start) {
    this.instrument = instrument;
    this.start = start;
    this.walk =
        new Walk(
            chance.random("walk", instrument.symbol()),
            instrument.volatility(),
            settings.movement(),
            settings.moveEvery());
    this.bids = new MakerSide(Side.BUY, instrument.bidSize(), instrument.makerLot(), settings);
    this.asks = new MakerSide(Side.SELL, instrument.askSize(), instrument.makerLot(), settings);
    place();
  }

  public Instrument instrument() {
    return instrument;
  }

  /** Moves prices and refills liquidity up to that moment. */
  public void advance(Instant now) {
    long elapsed = now.toEpochMilli() - start.toEpochMilli();
    if (walk.advance(elapsed)) {
      place();
    }
    bids.refill(elapsed);
    asks.refill(elapsed);
  }

  /** Moves all prices at once. */
  public void shift(double percent) {
    walk.shift(percent);
    place();
  }

  /** Returns the makers' best prices as of the last {@link #advance}. */
  public Quote quote(Instant now) {
    Level bid = bids.best();
    Level ask = asks.best();
    return new Quote(bid.price(), bid.size(), ask.price(), ask.size(), now);
  }

  /** Returns the makers' levels that this side of order trades against, best first. */
  public List<Level> against(Side side) {
    return makers(side).levels();
  }

  /** Returns all orders that can still fill, in the order of arrival. */
  public Collection<Order> openOrders() {
    return resting.all();
  }

  /** Returns what open orders of that side have still to fill. */
  public BigDecimal held(Side side) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Order order : resting.all()) {
      sum = order.terms().side() == side ? sum.add(order.remaining()) : sum;
    }
    return sum;
  }

  /** Adds an order; it trades from the next match on. */
  public void add(Order order) {
    resting.add(order);
  }

  /** Takes an order out. */
  public void remove(Order order) {
    resting.remove(order);
  }

  /** Lets a new order trade at the makers' prices, as far as it reaches. */
  public List<Trade> matchIncoming(Order order) {
    List<Trade> trades = new ArrayList<>();
    if (order.waitsForStop() || killed(order)) {
      return trades;
    }
    sweep(order, null, trades);
    return trades;
  }

  /** Lets resting orders trade that the market has reached, best price first, then oldest. */
  public List<Trade> matchResting() {
    List<Trade> trades = new ArrayList<>();
    for (Side side : Side.values()) {
      if (makers(side).touch().signum() == 0) {
        continue;
      }
      for (Order order : resting.byPriority(side)) {
        triggerStop(order);
        if (!order.waitsForStop()) {
          sweep(order, ownPrice(order), trades);
        }
      }
    }
    return trades;
  }

  private void triggerStop(Order order) {
    BigDecimal stop = order.terms().stopPrice();
    if (stop == null || !order.waitsForStop()) {
      return;
    }
    int beyond = makers(order.terms().side()).touch().compareTo(stop);
    if (beyond * order.terms().side().sign() >= 0) {
      order.triggerStop();
    }
  }

  /** Trades level by level; a resting order trades at its own price, for it was there first. */
  private void sweep(Order order, @Nullable BigDecimal ownPrice, List<Trade> trades) {
    BigDecimal open = order.fillable();
    MakerSide makers = makers(order.terms().side());
    for (Level level : open.signum() > 0 ? makers.levels() : List.<Level>of()) {
      if (open.signum() == 0 || !reaches(order, level.price())) {
        return;
      }
      BigDecimal qty = Amounts.plain(level.size().min(open));
      makers.take(level.price(), qty);
      trades.add(new Trade(order, ownPrice == null ? level.price() : ownPrice, qty));
      open = open.subtract(qty);
    }
  }

  private static @Nullable BigDecimal ownPrice(Order order) {
    return order.terms().type() == OrderType.LIMIT ? order.terms().limitPrice() : null;
  }

  private boolean killed(Order order) {
    if (order.terms().timeInForce() != TimeInForce.FOK) {
      return false;
    }
    BigDecimal reachable = BigDecimal.ZERO;
    for (Level level : against(order.terms().side())) {
      reachable = reaches(order, level.price()) ? reachable.add(level.size()) : reachable;
    }
    return reachable.min(order.fillable()).compareTo(order.remaining()) < 0;
  }

  private static boolean reaches(Order order, BigDecimal price) {
    BigDecimal limit = order.terms().limitPrice();
    return limit == null || limit.compareTo(price) * order.terms().side().sign() >= 0;
  }

  private MakerSide makers(Side taker) {
    return taker == Side.BUY ? asks : bids;
  }

  private void place() {
    BigDecimal bid = moved(instrument.bid());
    BigDecimal ask = moved(instrument.ask());
    if (ask.signum() > 0 && ask.compareTo(bid) <= 0) {
      ask = bid.add(instrument.tick());
    }
    BigDecimal spread = ask.subtract(bid).max(instrument.tick());
    BigDecimal gap = toTick(spread.divide(FOUR, RoundingMode.HALF_EVEN)).max(instrument.tick());
    bids.moveTo(bid, gap);
    asks.moveTo(ask, gap);
  }

  private BigDecimal moved(BigDecimal opening) {
    double factor = walk.factor();
    return factor == 1 ? opening : toTick(opening.multiply(BigDecimal.valueOf(factor)));
  }

  private BigDecimal toTick(BigDecimal price) {
    BigDecimal tick = instrument.tick();
    return price.divide(tick, 0, RoundingMode.HALF_EVEN).multiply(tick);
  }
}
