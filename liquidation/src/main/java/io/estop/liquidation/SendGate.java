package io.estop.liquidation;

import io.estop.model.StopId;
import io.estop.model.liquidation.RequestQueue;
import io.estop.model.liquidation.ResidualReason;
import io.estop.model.trading.Account;
import io.estop.store.plan.PositionRow;
import io.estop.venues.Venue;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets as many orders through as the venue's quota has room for now, over all batches of this
 * process, and where it is short those first that come first in the plan. What has no room is
 * neither written nor sent, and its facts are not read. Thread-safe.
 */
final class SendGate {
  /** What others take a whole minute for may be theirs no longer: looked at again after this. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final EngineParts parts;

  /** Orders let through whose requests the venue's budget has not counted yet. */
  private final Map<Account, Set<Place>> under = new ConcurrentHashMap<>();

  SendGate(EngineParts parts) {
    this.parts = parts;
  }

  private record Place(StopId stop, int number) {}

  /**
   * Returns that there is no room for the next orders of these positions, or for as many as are
   * worth a look at the account.
   *
   * @param wanting in the order of the plan
   */
  Optional<Decision.Wait> noRoom(
      StopId stop, Account account, List<PositionRow> wanting, Instant now) {
    if (wanting.isEmpty()) {
      return Optional.empty();
    }
    Queue queue = new Queue(stop, account, wanting.get(0).number(), Map.of());
    int worth =
        Math.min(
            wanting.size(), RequestQueue.worthALook(parts.venues().of(account).ordersPerMinute()));
    return full(queue.wait(wanting.get(0).number(), worth), now);
  }

  private static Optional<Decision.Wait> full(Duration wait, Instant now) {
    return wait.isZero()
        ? Optional.empty()
        : Optional.of(
            new Decision.Wait(
                ResidualReason.REQUEST_BUDGET,
                "the venue takes no more orders before " + now.plus(wait),
                false,
                Optional.of(now.plus(wait))));
  }

  private Set<Place> underWay(Account account) {
    return under.computeIfAbsent(account, key -> ConcurrentHashMap.newKeySet());
  }

  /** Takes out of the decisions what has no room, then writes and sends the others. */
  int through(
      StopId stop, Map<Integer, Decision> decisions, List<PositionRow> rows, IntSupplier write) {
    List<PositionRow> wanting =
        rows.stream().filter(row -> decisions.get(row.number()) instanceof Decision.Send).toList();
    Map<Account, Queue> queues = new HashMap<>();
    Map<Place, Account> taken = new HashMap<>();
    int last = wanting.isEmpty() ? 0 : wanting.get(wanting.size() - 1).number();
    try {
      for (PositionRow row : wanting) {
        Queue queue =
            queues.computeIfAbsent(
                row.account(), account -> new Queue(stop, account, last, decisions));
        Optional<Decision.Wait> full = full(queue.wait(row.number(), 1), parts.clock().instant());
        if (full.isPresent()) {
          decisions.put(row.number(), full.get());
        } else {
          Place place = new Place(stop, row.number());
          underWay(row.account()).add(place);
          taken.put(place, row.account());
        }
      }
      return write.getAsInt();
    } finally {
      taken.forEach((place, account) -> underWay(account).remove(place));
    }
  }

  /** Who is before whom at one venue, at one moment. */
  private final class Queue {
    private final StopId stop;
    private final Venue venue;
    private final Set<Place> underWay;

    /** Positions before others that want an order too; empty while there is room for all. */
    private final Set<Integer> first;

    Queue(StopId stop, Account account, int last, Map<Integer, Decision> decisions) {
      this.stop = stop;
      this.venue = parts.venues().of(account);
      this.underWay = underWay(account);
      this.first =
          hasRoomForAll(last)
              ? Set.of()
              : parts.positions().wanting(stop, account, last, venue.ordersPerMinute()).stream()
                  .filter(number -> wants(decisions.get(number)))
                  .collect(Collectors.toSet());
    }

    /** What is decided here and not written yet counts; of other batches what is written does. */
    private static boolean wants(@Nullable Decision decision) {
      return decision == null
          || decision instanceof Decision.Send
          || (decision instanceof Decision.Wait wait
              && wait.reason() == ResidualReason.REQUEST_BUDGET);
    }

    /** No more than its number can be before a position: then nobody has to be counted. */
    private boolean hasRoomForAll(int last) {
      int most = underWay.size() + last;
      return most <= venue.ordersPerMinute() && venue.untilRoomFor(Math.max(1, most)).isZero();
    }

    /** Returns how long there is no room for so many orders beside those before the position. */
    Duration wait(int number, int orders) {
      long before =
          first.stream()
              .filter(one -> one < number && !underWay.contains(new Place(stop, one)))
              .count();
      int needed = Math.toIntExact(underWay.size() + before + orders);
      return needed > venue.ordersPerMinute() ? LONGEST_WAIT : venue.untilRoomFor(needed);
    }
  }
}
