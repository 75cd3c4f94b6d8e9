package io.estop.paper.exchange;

import io.estop.paper.account.Position;
import io.estop.paper.book.Book;
import io.estop.paper.book.Quote;
import io.estop.paper.market.AssetClass;
import io.estop.paper.market.Instrument;
import io.estop.paper.order.Order;
import io.estop.paper.order.OrderTerms;
import io.estop.paper.order.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/**
 * What the account is worth at the middle of bid and ask, and what it may still open with: twice
 * the equity for equities, once for crypto and options, less what open orders would use.
 */
public record Valuation(
    BigDecimal cash,
    BigDecimal lastEquity,
    BigDecimal longMarketValue,
    BigDecimal shortMarketValue,
    BigDecimal nonMarginable,
    BigDecimal openOrders) {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /** Values all positions and open orders now; call under the venue's lock. */
  static Valuation of(World world) {
    BigDecimal longs = BigDecimal.ZERO;
    BigDecimal shorts = BigDecimal.ZERO;
    BigDecimal nonMarginable = BigDecimal.ZERO;
    for (Map.Entry<String, Position> held : world.account().positions().entrySet()) {
      Book book = world.book(held.getKey());
      BigDecimal value = value(book.instrument(), held.getValue().qty(), world.quote(book));
      longs = value.signum() > 0 ? longs.add(value) : longs;
      shorts = value.signum() < 0 ? shorts.add(value) : shorts;
      boolean marginable = book.instrument().assetClass() == AssetClass.US_EQUITY;
      nonMarginable = marginable ? nonMarginable : nonMarginable.add(value.abs());
    }
    return new Valuation(
        world.account().cash(),
        world.account().lastEquity(),
        longs,
        shorts,
        nonMarginable,
        openOrders(world));
  }

  /** Returns the market value of a signed quantity, in cents. */
  static BigDecimal value(Instrument instrument, BigDecimal qty, Quote quote) {
    return qty.multiply(quote.mid())
        .multiply(instrument.multiplier())
        .setScale(2, RoundingMode.HALF_EVEN);
  }

  /** Returns what an order of that size costs at its limit, or at the touch without one. */
  static BigDecimal cost(OrderTerms terms, BigDecimal qty, Quote quote) {
    BigDecimal touch = terms.side() == Side.BUY ? quote.ask() : quote.bid();
    BigDecimal price = terms.limitPrice() == null ? touch : terms.limitPrice();
    return qty.multiply(price).multiply(terms.instrument().multiplier());
  }

  /** Returns cash plus the value of all positions. */
  public BigDecimal equity() {
    return cash.add(longMarketValue).add(shortMarketValue);
  }

  public BigDecimal buyingPower() {
    BigDecimal gross = longMarketValue.subtract(shortMarketValue);
    return equity()
        .multiply(TWO)
        .subtract(gross)
        .subtract(nonMarginable)
        .subtract(openOrders)
        .max(BigDecimal.ZERO)
        .setScale(2, RoundingMode.DOWN);
  }

  public BigDecimal nonMarginableBuyingPower() {
    return buyingPower().divide(TWO, 2, RoundingMode.DOWN);
  }

  /** Returns half of what margin positions are worth, and all of the others. */
  public BigDecimal initialMargin() {
    BigDecimal gross = longMarketValue.subtract(shortMarketValue);
    return gross.add(nonMarginable).divide(TWO, 2, RoundingMode.HALF_EVEN);
  }

  private static BigDecimal openOrders(World world) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Order order : world.orders().open()) {
      Book book = world.book(order.symbol());
      boolean opens = world.account().qty(order.symbol()).signum() != -order.terms().side().sign();
      if (opens) {
        sum = sum.add(cost(order.terms(), order.remaining(), world.quote(book)));
      }
    }
    return sum;
  }
}
