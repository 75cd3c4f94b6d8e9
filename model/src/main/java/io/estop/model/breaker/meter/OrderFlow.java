package io.estop.model.breaker.meter;

import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What became of the orders of a window, at most the last 4,096. Each figure is empty below {@value
 * #FEWEST} orders: one rejected order of one is no rate. Confined to one thread.
 */
public final class OrderFlow {
  /** Orders from which on a figure means anything. */
  public static final int FEWEST = 5;

  private static final int MOST = 4_096;
  private static final int SCALE = 4;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final double MOST_OF_THEM = 0.9;

  private final Duration window;
  private final Deque<EndedOrder> orders = new ArrayDeque<>();

  /**
   * @param window above zero
   */
  public OrderFlow(Duration window) {
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("a window must be longer than nothing but was: " + window);
    }
    this.window = window;
  }

  /** Takes an order, each once. */
  public void ended(EndedOrder order) {
    if (orders.size() == MOST) {
      orders.removeFirst();
    }
    orders.addLast(order);
  }

  /**
   * Returns the filled share of what was ordered and not refused, 0 to 1. Orders that were meant to
   * rest do not count: whoever makes markets takes most of them back.
   */
  public Optional<BigDecimal> fillRatio(Instant now) {
    List<EndedOrder> taken = within(now, order -> order.took().isPresent() && !order.isRejected());
    BigDecimal ordered = BigDecimal.ZERO;
    BigDecimal filled = BigDecimal.ZERO;
    for (EndedOrder order : taken) {
      // By order, not by quantity: a thousand coins of a cent must not hide ten shares.
      ordered = ordered.add(BigDecimal.ONE);
      filled = filled.add(order.filled().divide(order.ordered(), SCALE, RoundingMode.HALF_UP));
    }
    return enough(taken, filled, ordered);
  }

  /** Returns the share of orders that the venue refused, 0 to 1. */
  public Optional<BigDecimal> rejectRatio(Instant now) {
    List<EndedOrder> all = within(now, order -> true);
    long rejected = all.stream().filter(EndedOrder::isRejected).count();
    return enough(all, BigDecimal.valueOf(rejected), BigDecimal.valueOf(all.size()));
  }

  /**
   * Returns how much worse than expected the fills were, in percent of their expected value;
   * negative where they were better. (Perold 1988, implementation shortfall without its unfilled
   * part.)
   */
  public Optional<BigDecimal> slippage(Instant now) {
    List<EndedOrder> filled =
        within(
            now,
            order ->
                order.filled().signum() > 0
                    && order.averagePrice().isPresent()
                    && order.expectedPrice().filter(price -> price.signum() > 0).isPresent());
    BigDecimal lost = BigDecimal.ZERO;
    BigDecimal expected = BigDecimal.ZERO;
    for (EndedOrder order : filled) {
      BigDecimal price = order.expectedPrice().orElseThrow();
      BigDecimal worse = order.averagePrice().orElseThrow().subtract(price);
      BigDecimal signed = order.side() == Side.BUY ? worse : worse.negate();
      lost = lost.add(signed.multiply(order.filled()));
      expected = expected.add(price.multiply(order.filled()));
    }
    return enough(filled, lost.multiply(HUNDRED), expected);
  }

  /**
   * Returns within how many milliseconds nine of ten orders were over that were meant to be over at
   * once. The slowest is left out, so that one alone is never it.
   */
  public Optional<BigDecimal> executionMillis(Instant now) {
    long[] sorted =
        within(now, order -> order.took().isPresent()).stream()
            .mapToLong(order -> order.took().orElseThrow().toMillis())
            .sorted()
            .toArray();
    int rank = Math.min((int) Math.ceil(MOST_OF_THEM * sorted.length), sorted.length - 1);
    return sorted.length < FEWEST
        ? Optional.empty()
        : Optional.of(BigDecimal.valueOf(sorted[rank - 1]));
  }

  private List<EndedOrder> within(Instant now, Predicate<EndedOrder> counts) {
    Instant oldest = now.minus(window);
    return orders.stream()
        .filter(order -> order.at().isAfter(oldest) && counts.test(order))
        .toList();
  }

  private static Optional<BigDecimal> enough(
      List<EndedOrder> orders, BigDecimal part, BigDecimal whole) {
    return orders.size() < FEWEST
        ? Optional.empty()
        : Optional.of(part.divide(whole, SCALE, RoundingMode.HALF_UP));
  }
}
