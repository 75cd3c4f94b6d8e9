package io.estop.paper.account;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what a liquidation must never do. Position counters are written under the venue's lock;
 * the request counters also by the fault filter's threads.
 */
public final class Audit {
  private final AtomicLong ordersReceived = new AtomicLong();
  private final AtomicLong ordersAccepted = new AtomicLong();
  private final AtomicLong duplicateClientOrderIds = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong requestsOverQuota = new AtomicLong();
  private final AtomicLong unanswered = new AtomicLong();
  private final AtomicLong unansweredTookEffect = new AtomicLong();
  private final Map<String, Integer> lastSign = new HashMap<>();
  private final Map<String, Integer> closedWith = new HashMap<>();
  private final Map<String, Long> signFlips = new TreeMap<>();
  private final TreeSet<String> closedTwice = new TreeSet<>();
  private long increases;
  private long fills;

  /** Counts an order that reached the venue, refused or not. */
  public void orderReceived() {
    ordersReceived.incrementAndGet();
  }

  /** Counts an order that became one. */
  public void orderAccepted() {
    ordersAccepted.incrementAndGet();
  }

  /** Counts an order refused because its client order id was used before. */
  public void duplicateClientOrderId() {
    duplicateClientOrderIds.incrementAndGet();
  }

  /** Counts a request of the account's key that counts against its quota. */
  public void requestReceived(boolean overQuota) {
    requests.incrementAndGet();
    if (overQuota) {
      requestsOverQuota.incrementAndGet();
    }
  }

  /** Counts a request that got no answer. */
  public void requestUnanswered(boolean tookEffect) {
    unanswered.incrementAndGet();
    if (tookEffect) {
      unansweredTookEffect.incrementAndGet();
    }
  }

  /** Notes a position that the account starts with. */
  void positionSeeded(String symbol, BigDecimal qty) {
    lastSign.put(symbol, qty.signum());
  }

  /** Notes one fill by what the position was and became. */
  void positionFilled(String symbol, BigDecimal before, BigDecimal after) {
    fills++;
    if (after.abs().compareTo(before.abs()) > 0) {
      increases++;
    }
    int direction = after.subtract(before).signum();
    if (before.signum() == 0 && closedWith.getOrDefault(symbol, 0) == direction) {
      closedTwice.add(symbol);
    }
    if (before.signum() != 0 && after.signum() != before.signum()) {
      closedWith.put(symbol, direction);
    }
    countFlip(symbol, after.signum());
  }

  /** Returns all counters; call under the venue's lock. */
  public AuditReport report() {
    long flips = signFlips.values().stream().mapToLong(Long::longValue).sum();
    return new AuditReport(
        requests.get(),
        requestsOverQuota.get(),
        ordersReceived.get(),
        ordersAccepted.get(),
        duplicateClientOrderIds.get(),
        unanswered.get(),
        unansweredTookEffect.get(),
        fills,
        flips,
        Map.copyOf(signFlips),
        increases,
        closedTwice.size(),
        List.copyOf(closedTwice));
  }

  private void countFlip(String symbol, int sign) {
    if (sign == 0) {
      return;
    }
    Integer last = lastSign.put(symbol, sign);
    if (last != null && last == -sign) {
      signFlips.merge(symbol, 1L, Long::sum);
    }
  }
}
