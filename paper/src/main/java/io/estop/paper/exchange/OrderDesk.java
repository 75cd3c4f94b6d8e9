package io.estop.paper.exchange;

import io.estop.paper.account.Position;
import io.estop.paper.book.Book;
import io.estop.paper.market.AssetClass;
import io.estop.paper.order.Order;
import io.estop.paper.order.OrderRequest;
import io.estop.paper.order.OrderStatus;
import io.estop.paper.order.OrderTerms;
import io.estop.paper.order.OrderView;
import io.estop.paper.order.Side;
import io.estop.paper.order.TimeInForce;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Places, replaces, cancels and closes in one world. Used only under the venue's lock. */
final class OrderDesk {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final World world;
  private final OrderRules orderRules;
  private final PositionRules positionRules;
  private final Matching matching;

  OrderDesk(World world, Switches switches, Matching matching) {
    this.world = world;
    this.orderRules = new OrderRules(world);
    this.positionRules = new PositionRules(world, switches);
    this.matching = matching;
  }

  OrderView place(OrderRequest request) {
    world.audit().orderReceived();
    OrderTerms terms = orderRules.check(request);
    positionRules.check(terms);
    Order order = world.orders().create(terms, world.now(), null);
    matching.take(order);
    return OrderView.of(order);
  }

  OrderView replace(UUID id, Replacement replacement) {
    Order old = world.orders().get(id);
    requireOpen(old);
    world.audit().orderReceived();
    OrderTerms terms = orderRules.check(replacement.over(old));
    Book book = world.book(old.symbol());
    book.remove(old);
    try {
      positionRules.check(terms);
    } finally {
      book.add(old);
    }
    Order successor = world.orders().create(terms, world.now(), old.id());
    matching.replace(old, successor);
    return OrderView.of(successor);
  }

  void cancel(UUID id) {
    Order order = world.orders().get(id);
    requireOpen(order);
    cancel(order);
  }

  void cancel(Order order) {
    matching.end(order, OrderStatus.CANCELED, "canceled");
  }

  /** Places the order that closes a position, or the given part of it. */
  OrderView close(String symbol, @Nullable BigDecimal qty, @Nullable BigDecimal percentage) {
    Book book = world.find(symbol).orElseThrow(() -> noPosition(symbol));
    Position position = world.account().position(book.instrument().symbol());
    if (position == null) {
      throw noPosition(symbol);
    }
    BigDecimal part = part(book, position.qty().abs(), qty, percentage);
    Side side = position.qty().signum() > 0 ? Side.SELL : Side.BUY;
    boolean crypto = book.instrument().assetClass() == AssetClass.CRYPTO;
    return place(
        OrderRequest.closing(
            book.instrument().symbol(), part, side, crypto ? TimeInForce.GTC : TimeInForce.DAY));
  }

  static Refusal noPosition(String symbol) {
    return Refusal.notFound("position does not exist: " + symbol);
  }

  private static BigDecimal part(
      Book book, BigDecimal all, @Nullable BigDecimal qty, @Nullable BigDecimal percentage) {
    if (qty != null && percentage != null) {
      throw Refusal.invalid("only one of qty and percentage is allowed");
    }
    if (percentage == null) {
      return qty == null ? all : qty;
    }
    if (percentage.signum() <= 0 || percentage.compareTo(HUNDRED) > 0) {
      throw Refusal.invalid("percentage must be above 0 and up to 100");
    }
    BigDecimal lot = book.instrument().lot();
    BigDecimal lots = all.multiply(percentage).divide(HUNDRED).divide(lot, 0, RoundingMode.DOWN);
    return lots.multiply(lot);
  }

  private static void requireOpen(Order order) {
    if (!order.status().isOpen()) {
      throw Refusal.unprocessable("order is already in \"" + order.status() + "\" state");
    }
  }
}
