package io.estop.paper.exchange;

import io.estop.paper.book.Book;
import io.estop.paper.book.Trade;
import io.estop.paper.faults.FaultSwitch;
import io.estop.paper.order.Order;
import io.estop.paper.order.OrderStatus;
import io.estop.paper.order.OrderView;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What happens to orders once they are taken: acknowledged, filled, expired, ended. */
final class Matching {
  private final World world;
  private final Switches switches;
  private final FaultSwitch faults;
  private final Duration acknowledgeAfter;
  private final Consumer<OrderEvent> listener;

  /** Acknowledges at once when {@code acknowledgeAfter} is zero, else that much later. */
  Matching(
      World world,
      Switches switches,
      FaultSwitch faults,
      Duration acknowledgeAfter,
      Consumer<OrderEvent> listener) {
    this.world = world;
    this.switches = switches;
    this.faults = faults;
    this.acknowledgeAfter = acknowledgeAfter;
    this.listener = listener;
  }

  /** Takes a new order that passed all checks. */
  void take(Order order) {
    world.audit().orderAccepted();
    String key = order.terms().clientOrderId();
    if (faults.hits(fraction(faults.faults().rejections()), "reject", key)) {
      end(order, OrderStatus.REJECTED, "rejected");
      return;
    }
    capFills(order, key);
    Book book = book(order);
    if (acknowledgeAfter.isZero()) {
      acknowledge(order, book);
    } else {
      book.add(order);
      tell("pending_new", order);
    }
  }

  /** Acknowledges, expires and fills what is due now. */
  void tick() {
    Instant now = world.now();
    Set<Book> busy = new LinkedHashSet<>();
    for (Order order : world.orders().open()) {
      Instant expiresAt = order.terms().expiresAt();
      if (expiresAt != null && !now.isBefore(expiresAt)) {
        end(order, OrderStatus.EXPIRED, "expired");
      } else if (order.status() == OrderStatus.PENDING_NEW) {
        acknowledgeWhenDue(order, now);
      } else {
        busy.add(book(order));
      }
    }
    busy.stream().filter(this::trades).forEach(this::matchResting);
  }

  /** Returns whether this book's orders may fill now. */
  boolean trades(Book book) {
    boolean closed = Boolean.TRUE.equals(faults.faults().marketClosed());
    return !switches.isPaused(book.instrument())
        && Switches.inSession(book.instrument().assetClass(), world.now(), closed);
  }

  /** Ends an open order and says so. */
  void end(Order order, OrderStatus last, String event) {
    order.end(last, world.now());
    book(order).remove(order);
    tell(event, order);
  }

  /** Ends an order in favour of its successor and takes that one. */
  void replace(Order old, Order successor) {
    old.replaceBy(successor.id(), world.now());
    book(old).remove(old);
    tell("replaced", old);
    take(successor);
  }

  private void acknowledgeWhenDue(Order order, Instant now) {
    if (!now.isBefore(order.createdAt().plus(acknowledgeAfter))) {
      Book book = book(order);
      book.remove(order);
      acknowledge(order, book);
    }
  }

  private void acknowledge(Order order, Book book) {
    boolean trades = trades(book);
    order.open(trades ? OrderStatus.NEW : OrderStatus.ACCEPTED, world.now());
    tell(trades ? "new" : "accepted", order);
    if (trades) {
      matchResting(book);
      settle(book.matchIncoming(order));
    }
    if (!order.status().isOpen()) {
      return;
    }
    if (order.terms().immediate()) {
      end(order, OrderStatus.CANCELED, "canceled");
    } else {
      book.add(order);
    }
  }

  private void matchResting(Book book) {
    book.advance(world.now());
    for (Order order : book.openOrders()) {
      if (order.status() == OrderStatus.ACCEPTED) {
        order.open(OrderStatus.NEW, world.now());
        tell("new", order);
      }
    }
    settle(book.matchResting());
  }

  private void settle(List<Trade> trades) {
    for (Trade trade : trades) {
      Order order = trade.order();
      order.fill(trade.price(), trade.qty(), world.now());
      world
          .account()
          .fill(order.terms().instrument(), order.terms().side(), trade.qty(), trade.price());
      boolean done = order.status() == OrderStatus.FILLED;
      if (done) {
        book(order).remove(order);
      }
      listener.accept(
          new OrderEvent(
              done ? "fill" : "partial_fill",
              OrderView.of(order),
              world.now(),
              trade.price(),
              trade.qty(),
              world.account().qty(order.symbol())));
    }
  }

  private void capFills(Order order, String key) {
    BigDecimal lot = order.terms().unit();
    boolean divisible = order.terms().qty().compareTo(lot) > 0;
    if (!divisible || !faults.hits(fraction(faults.faults().partialFill()), "partial", key)) {
      return;
    }
    SplittableRandom random = faults.random("partial-share", key);
    BigDecimal share = BigDecimal.valueOf(20 + random.nextInt(61), 2);
    BigDecimal cap = order.terms().qty().multiply(share);
    order.capFills(cap.divide(lot, 0, RoundingMode.DOWN).multiply(lot).max(lot));
  }

  private Book book(Order order) {
    return world.book(order.symbol());
  }

  private void tell(String event, Order order) {
    listener.accept(new OrderEvent(event, OrderView.of(order), world.now(), null, null, null));
  }

  private static double fraction(@Nullable Double given) {
    return given == null ? 0 : given;
  }
}
