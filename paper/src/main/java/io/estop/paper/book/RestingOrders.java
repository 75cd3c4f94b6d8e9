package io.estop.paper.book;

import io.estop.paper.order.Order;
import io.estop.paper.order.OrderStatus;
import io.estop.paper.order.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** The account's open orders in one book, by price, then by time. */
final class RestingOrders {
  private final Set<Order> arrival = new LinkedHashSet<>();
  private final NavigableSet<Order> buys = new TreeSet<>(priority(Side.BUY));
  private final NavigableSet<Order> sells = new TreeSet<>(priority(Side.SELL));

  void add(Order order) {
    arrival.add(order);
    side(order.terms().side()).add(order);
  }

  void remove(Order order) {
    arrival.remove(order);
    side(order.terms().side()).remove(order);
  }

  Collection<Order> all() {
    return Collections.unmodifiableSet(arrival);
  }

  /** Returns a copy, best first, of the orders that the venue has acknowledged. */
  List<Order> byPriority(Side side) {
    List<Order> orders = new ArrayList<>(side(side));
    orders.removeIf(order -> order.status() == OrderStatus.PENDING_NEW);
    return orders;
  }

  private NavigableSet<Order> side(Side side) {
    return side == Side.BUY ? buys : sells;
  }

  private static Comparator<Order> priority(Side side) {
    return Comparator.<Order>comparingInt(order -> limit(order) == null ? 0 : 1)
        .thenComparing(
            (left, right) -> {
              BigDecimal a = limit(left);
              BigDecimal b = limit(right);
              return a == null || b == null ? 0 : b.compareTo(a) * side.sign();
            })
        .thenComparingLong(Order::sequence);
  }

  private static @org.jspecify.annotations.Nullable BigDecimal limit(Order order) {
    return order.terms().limitPrice();
  }
}
