package io.estop.breaker.sensor;

import static io.estop.model.breaker.Metric.FILL_RATIO;
import static io.estop.model.breaker.Metric.ORDER_EXECUTION_TIME;
import static io.estop.model.breaker.Metric.REJECT_RATIO;
import static io.estop.model.breaker.Metric.REPEATED_ORDERS;
import static io.estop.model.breaker.Metric.SLIPPAGE;

import io.estop.model.breaker.Metric;
import io.estop.model.breaker.meter.EndedOrder;
import io.estop.model.breaker.meter.OrderFlow;
import io.estop.model.breaker.meter.RepeatedOrders;
import io.estop.model.trading.Side;
import io.estop.venues.Answer;
import io.estop.venues.OrderStatus;
import io.estop.venues.OrderType;
import io.estop.venues.SentOrder;
import io.estop.venues.VenueOrder;
import io.estop.venues.VenueReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The orders of an account, of anybody but the stop itself, that were sent within the window. Few
 * orders are nothing amiss: then all is as it should be. An order that was meant to be over at once
 * (a market order, a limit through the mid) and is still open counts with its age, but only while
 * its market is open.
 */
public final class OrderSensor implements Sensor {
  private static final String OURS = "estop";

  private final VenueReader venue;
  private final Prices prices;
  private final Duration window;
  private final VenueTime time;
  private final OrderFlow flow;
  private final RepeatedOrders repeated;
  private final String subject;
  // What was seen of the window's orders, by the venue's id: whether they had ended.
  private final Map<String, Known> known = new HashMap<>();

  private record Known(Instant submittedAt, boolean hasEnded) {}

  /**
   * @param prices what orders could expect, as the sensor of quotes writes them
   * @param window above zero
   */
  public OrderSensor(VenueReader venue, Prices prices, Duration window) {
    this.venue = venue;
    this.prices = prices;
    this.window = window;
    this.time = new VenueTime(venue);
    this.flow = new OrderFlow(window);
    this.repeated = new RepeatedOrders(window);
    this.subject = Seen.subject(venue.account().toString());
  }

  @Override
  public String name() {
    return "orders of " + venue.account();
  }

  @Override
  public Set<Metric> metrics() {
    return Set.of(ORDER_EXECUTION_TIME, FILL_RATIO, REJECT_RATIO, SLIPPAGE, REPEATED_ORDERS);
  }

  @Override
  public synchronized Look look(Instant now) {
    Seen seen = new Seen(now);
    Answer<VenueTime.Known> clock = time.at(now);
    clock.failure().ifPresent(why -> seen.trouble("market clock: " + why));
    clock.known().ifPresent(session -> look(session, seen, now));
    return seen.look();
  }

  private void look(VenueTime.Known session, Seen seen, Instant now) {
    Instant venueNow = session.venueTime(now);
    Instant oldest = venueNow.minus(window);
    Answer<List<SentOrder>> sent = venue.ordersSince(oldest);
    sent.failure().ifPresent(why -> seen.trouble("orders: " + why));
    if (sent.known().isEmpty()) {
      return;
    }
    known.values().removeIf(one -> one.submittedAt().isBefore(oldest));
    List<SentOrder> orders = new ArrayList<>(sent.known().get());
    if (orders.size() >= VenueReader.MOST_SENT) {
      seen.trouble(
          "of the orders of the last "
              + window
              + " only the newest "
              + orders.size()
              + " were seen");
    }
    Collections.reverse(orders);
    Duration slowest = Duration.ZERO;
    for (SentOrder one : orders) {
      if (!one.order().clientOrderId().startsWith(OURS)) {
        take(one, session);
        Duration open = openFor(one, session, now);
        slowest = open.compareTo(slowest) > 0 ? open : slowest;
      }
    }
    measure(seen, venueNow, slowest);
  }

  private void measure(Seen seen, Instant venueNow, Duration slowestOpen) {
    BigDecimal ended = flow.executionMillis(venueNow).orElse(BigDecimal.ZERO);
    seen.read(ORDER_EXECUTION_TIME, subject, ended.max(BigDecimal.valueOf(slowestOpen.toMillis())));
    seen.read(FILL_RATIO, subject, flow.fillRatio(venueNow).orElse(BigDecimal.ONE));
    seen.read(REJECT_RATIO, subject, flow.rejectRatio(venueNow).orElse(BigDecimal.ZERO));
    seen.read(SLIPPAGE, subject, flow.slippage(venueNow).orElse(BigDecimal.ZERO));
    seen.read(REPEATED_ORDERS, subject, BigDecimal.valueOf(repeated.most(venueNow)));
  }

  private void take(SentOrder one, VenueTime.Known session) {
    VenueOrder order = one.order();
    Known before = known.get(order.orderId());
    boolean ended = one.endedAt().isPresent();
    if (before == null && order.status() != OrderStatus.REPLACED) {
      repeated.sent(terms(one), order.submittedAt());
    }
    if (ended && (before == null || !before.hasEnded()) && order.status() != OrderStatus.REPLACED) {
      flow.ended(ended(one, session));
    }
    known.put(order.orderId(), new Known(order.submittedAt(), ended));
  }

  private static String terms(SentOrder one) {
    VenueOrder order = one.order();
    return String.join(
        " ",
        order.instrument().symbol(),
        order.side().word(),
        order.quantity().stripTrailingZeros().toPlainString(),
        order.type().name(),
        one.limitPrice().map(price -> price.stripTrailingZeros().toPlainString()).orElse("any"));
  }

  private EndedOrder ended(SentOrder one, VenueTime.Known session) {
    VenueOrder order = one.order();
    Instant at = one.endedAt().orElseThrow();
    Duration took = Duration.between(began(order, session), at);
    return new EndedOrder(
        order.side(),
        order.quantity(),
        order.cumulativeQuantity(),
        order.averagePrice(),
        expected(order),
        order.status() == OrderStatus.REJECTED,
        isMeantAtOnce(one)
            ? Optional.of(took.isNegative() ? Duration.ZERO : took)
            : Optional.empty(),
        at);
  }

  private Duration openFor(SentOrder one, VenueTime.Known session, Instant now) {
    if (one.endedAt().isPresent()
        || !session.trades(one.order().instrument().assetClass())
        || !isMeantAtOnce(one)) {
      return Duration.ZERO;
    }
    return Duration.between(began(one.order(), session), session.venueTime(now));
  }

  // An order that waits for the morning is not slow.
  private static Instant began(VenueOrder order, VenueTime.Known session) {
    Instant opened = session.openSince(order.instrument().assetClass());
    return order.submittedAt().isBefore(opened) ? opened : order.submittedAt();
  }

  private boolean isMeantAtOnce(SentOrder one) {
    VenueOrder order = one.order();
    if (order.type() == OrderType.MARKET) {
      return true;
    }
    return order.type() == OrderType.LIMIT
        && one.limitPrice()
            .flatMap(limit -> expected(order).map(mid -> isThrough(order.side(), limit, mid)))
            .orElse(false);
  }

  private static boolean isThrough(Side side, BigDecimal limit, BigDecimal mid) {
    return side == Side.BUY ? limit.compareTo(mid) > 0 : limit.compareTo(mid) < 0;
  }

  private Optional<BigDecimal> expected(VenueOrder order) {
    return prices.before(order.instrument().symbol(), order.submittedAt());
  }
}
