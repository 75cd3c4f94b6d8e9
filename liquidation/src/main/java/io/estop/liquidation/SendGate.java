package io.estop.liquidation;

import io.estop.model.liquidation.ResidualReason;
import io.estop.model.trading.Account;
import io.estop.store.plan.PositionRow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * Lets as many orders through as the venue's quota has room for now, over all batches of this
 * process. What has no room is neither written nor sent, and its facts are not read. Thread-safe.
 */
final class SendGate {
  /** Facts cost four requests: they are read for a handful of orders, not for each. */
  private static final int WORTH_READING_FOR = 20;

  private final EngineParts parts;

  /** Orders let through whose requests the venue's budget has not counted yet. */
  private final Map<Account, AtomicInteger> under = new ConcurrentHashMap<>();

  SendGate(EngineParts parts) {
    this.parts = parts;
  }

  /** Returns that there is no room for so many orders, or for as many as are worth reading for. */
  Optional<Decision.Wait> noRoom(Account account, int orders, Instant now) {
    int wanted = Math.min(orders, WORTH_READING_FOR) + underWay(account).get();
    Duration wait = orders == 0 ? Duration.ZERO : parts.venues().of(account).untilRoomFor(wanted);
    return wait.isZero() ? Optional.empty() : Optional.of(full(now.plus(wait)));
  }

  private static Decision.Wait full(Instant until) {
    return new Decision.Wait(
        ResidualReason.REQUEST_BUDGET,
        "the venue takes no more orders before " + until,
        false,
        Optional.of(until));
  }

  private AtomicInteger underWay(Account account) {
    return under.computeIfAbsent(account, key -> new AtomicInteger());
  }

  /** Takes out of the decisions what has no room, then writes and sends the others. */
  int through(Map<Integer, Decision> decisions, List<PositionRow> rows, IntSupplier write) {
    Map<Account, Integer> taken = new HashMap<>();
    try {
      for (PositionRow row : rows) {
        if (decisions.get(row.number()) instanceof Decision.Send) {
          AtomicInteger underWay = underWay(row.account());
          int before = underWay.incrementAndGet();
          taken.merge(row.account(), 1, Integer::sum);
          Duration wait = parts.venues().of(row.account()).untilRoomFor(before);
          if (!wait.isZero()) {
            underWay.decrementAndGet();
            taken.merge(row.account(), -1, Integer::sum);
            decisions.put(row.number(), full(parts.clock().instant().plus(wait)));
          }
        }
      }
      return write.getAsInt();
    } finally {
      taken.forEach((account, orders) -> underWay(account).addAndGet(-orders));
    }
  }
}
