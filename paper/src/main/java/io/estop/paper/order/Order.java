package io.estop.paper.order;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One order from acceptance to its final state. Written and read only under the venue's lock. */
public final class Order {
  private final UUID id;
  private final OrderTerms terms;
  private final long sequence;
  private final Instant createdAt;
  private final @Nullable UUID replaces;
  private OrderStatus status = OrderStatus.PENDING_NEW;
  private BigDecimal filledQty = BigDecimal.ZERO;
  private BigDecimal filledValue = BigDecimal.ZERO;
  private BigDecimal fillCap;
  private boolean stopTriggered;
  private Instant updatedAt;
  private @Nullable Instant endedAt;
  private @Nullable UUID replacedBy;

  public Order(
      UUID id, OrderTerms terms, long sequence, Instant createdAt, @Nullable UUID replaces) {
    this.id = id;
    this.terms = terms;
    this.sequence = sequence;
    this.createdAt = createdAt;
    this.updatedAt = createdAt;
    this.replaces = replaces;
    this.fillCap = terms.qty();
  }

  /** Moves an order that has not ended yet to another open state. */
  public void open(OrderStatus next, Instant at) {
    requireOpen();
    status = next;
    updatedAt = at;
  }

  /** Adds one fill and moves the status with it. */
  public void fill(BigDecimal price, BigDecimal qty, Instant at) {
    requireOpen();
    filledQty = filledQty.add(qty);
    filledValue = filledValue.add(qty.multiply(price));
    updatedAt = at;
    status = remaining().signum() == 0 ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
    endedAt = status == OrderStatus.FILLED ? at : null;
  }

  /** Ends the order without another fill. */
  public void end(OrderStatus last, Instant at) {
    requireOpen();
    status = last;
    updatedAt = at;
    endedAt = at;
  }

  /** Ends the order in favour of another one. */
  public void replaceBy(UUID successor, Instant at) {
    end(OrderStatus.REPLACED, at);
    replacedBy = successor;
  }

  /** Lets no more than this quantity ever fill (fault: partial fills). */
  public void capFills(BigDecimal qty) {
    fillCap = qty;
  }

  /** Turns a stop into the order behind it. */
  public void triggerStop() {
    stopTriggered = true;
  }

  public UUID id() {
    return id;
  }

  public OrderTerms terms() {
    return terms;
  }

  public String symbol() {
    return terms.instrument().symbol();
  }

  public long sequence() {
    return sequence;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Instant updatedAt() {
    return updatedAt;
  }

  public OrderStatus status() {
    return status;
  }

  public BigDecimal filledQty() {
    return filledQty;
  }

  /** Returns what is still to fill. */
  public BigDecimal remaining() {
    return terms.qty().subtract(filledQty);
  }

  /** Returns what may fill now, which a fault can keep below {@link #remaining}. */
  public BigDecimal fillable() {
    return fillCap.subtract(filledQty).max(BigDecimal.ZERO);
  }

  /** Returns whether the order waits for its stop price. */
  public boolean waitsForStop() {
    return terms.hasStop() && !stopTriggered;
  }

  /** Returns the mean price of all fills, or null before the first. */
  public @Nullable BigDecimal averagePrice() {
    return filledQty.signum() == 0
        ? null
        : filledValue.divide(filledQty, 9, RoundingMode.HALF_EVEN);
  }

  /** Returns when the order reached that final state, or null when it did not. */
  public @Nullable Instant endedAs(OrderStatus last) {
    return status == last ? endedAt : null;
  }

  public @Nullable UUID replaces() {
    return replaces;
  }

  public @Nullable UUID replacedBy() {
    return replacedBy;
  }

  private void requireOpen() {
    if (!status.isOpen()) {
      throw new IllegalStateException("order " + id + " has already ended as " + status);
    }
  }
}
