package io.estop.venues.fix.exchange;

import com.paritytrading.parity.match.OrderBook;
import com.paritytrading.parity.match.OrderBookListener;
import com.paritytrading.parity.match.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The books of an exchange: members' orders and the house's, matched by price, then time. */
final class Market {
  private static final int SCALE = 4;

  /** An order of a member or, without an account, of the house. */
  static final class Resting {
    final long number;
    final String clientOrderId;
    final String symbol;
    final boolean buys;
    final BigDecimal quantity;
    final BigDecimal price;
    final boolean house;
    BigDecimal filled = BigDecimal.ZERO;
    BigDecimal paid = BigDecimal.ZERO;
    boolean cancelled;

    Resting(
        long number,
        String clientOrderId,
        String symbol,
        boolean buys,
        BigDecimal quantity,
        BigDecimal price,
        boolean house) {
      this.number = number;
      this.clientOrderId = clientOrderId;
      this.symbol = symbol;
      this.buys = buys;
      this.quantity = quantity;
      this.price = price;
      this.house = house;
    }

    String orderId() {
      return "X" + number;
    }

    BigDecimal left() {
      return cancelled ? BigDecimal.ZERO : quantity.subtract(filled);
    }

    boolean isOver() {
      return left().signum() == 0;
    }

    BigDecimal averagePrice() {
      return filled.signum() == 0
          ? BigDecimal.ZERO
          : paid.divide(filled, SCALE, RoundingMode.HALF_UP);
    }
  }

  /** A fill of one order. */
  record Fill(Resting order, BigDecimal price, BigDecimal quantity) {}

  private final Map<String, OrderBook> books = new LinkedHashMap<>();
  private final Map<Long, Resting> orders = new TreeMap<>();
  private final Map<String, BigDecimal> positions = new TreeMap<>();
  private final List<Fill> fills = new ArrayList<>();
  private long numbers;

  void holds(String symbol, BigDecimal quantity) {
    positions.put(symbol, quantity);
  }

  Map<String, BigDecimal> positions() {
    return positions;
  }

  BigDecimal position(String symbol) {
    return positions.getOrDefault(symbol, BigDecimal.ZERO);
  }

  List<Resting> membersOrders() {
    return orders.values().stream().filter(order -> !order.house).toList();
  }

  @Nullable Resting find(@Nullable String orderId, @Nullable String clientOrderId) {
    return membersOrders().stream()
        .filter(
            order -> order.orderId().equals(orderId) || order.clientOrderId.equals(clientOrderId))
        .findFirst()
        .orElse(null);
  }

  /** Enters an order; what it matches is told by {@link #takeFills}. */
  Resting enter(
      String clientOrderId,
      String symbol,
      boolean buys,
      BigDecimal quantity,
      BigDecimal price,
      boolean house) {
    Resting order = new Resting(++numbers, clientOrderId, symbol, buys, quantity, price, house);
    orders.put(order.number, order);
    book(symbol).enter(order.number, buys ? Side.BUY : Side.SELL, scaled(price), scaled(quantity));
    return order;
  }

  void cancel(Resting order) {
    book(order.symbol).cancel(order.number, 0);
    order.cancelled = true;
  }

  /** Returns what was filled since it was asked last. */
  List<Fill> takeFills() {
    List<Fill> taken = List.copyOf(fills);
    fills.clear();
    return taken;
  }

  /** Returns the best price and what is there, or null where nobody is on that side. */
  BigDecimal @Nullable [] top(String symbol, boolean bids) {
    BigDecimal best = null;
    BigDecimal size = BigDecimal.ZERO;
    for (Resting order : orders.values()) {
      if (!order.symbol.equals(symbol) || order.buys != bids || order.isOver()) {
        continue;
      }
      int better = best == null ? 1 : order.price.compareTo(best) * (bids ? 1 : -1);
      size = better > 0 ? order.left() : better == 0 ? size.add(order.left()) : size;
      best = better > 0 ? order.price : best;
    }
    return best == null ? null : new BigDecimal[] {best, size};
  }

  boolean knows(String symbol) {
    return books.containsKey(symbol) || positions.containsKey(symbol);
  }

  private OrderBook book(String symbol) {
    return books.computeIfAbsent(symbol, name -> new OrderBook(new Matches()));
  }

  private void fill(Resting order, BigDecimal price, BigDecimal quantity) {
    order.filled = order.filled.add(quantity);
    order.paid = order.paid.add(price.multiply(quantity));
    if (!order.house) {
      positions.merge(order.symbol, order.buys ? quantity : quantity.negate(), BigDecimal::add);
      fills.add(new Fill(order, price, quantity));
    }
  }

  private static long scaled(BigDecimal number) {
    return number.movePointRight(SCALE).longValueExact();
  }

  private static BigDecimal unscaled(long number) {
    return BigDecimal.valueOf(number, SCALE).stripTrailingZeros();
  }

  private final class Matches implements OrderBookListener {
    @Override
    public void match(
        long resting, long incoming, Side side, long price, long quantity, long remaining) {
      for (long number : new long[] {resting, incoming}) {
        Resting order = orders.get(number);
        if (order != null) {
          fill(order, unscaled(price), unscaled(quantity));
        }
      }
    }

    @Override
    public void add(long order, Side side, long price, long size) {}

    @Override
    public void cancel(long order, long cancelled, long remaining) {}
  }
}
