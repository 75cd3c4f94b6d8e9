package io.estop.liquidation;

import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.store.ledger.LedgerEntry;
import io.estop.venues.Answer;
import io.estop.venues.Venue;
import io.estop.venues.VenueOrder;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Cancels orders of a scope that no stop owns, and confirms by the venue's own list that they went.
 */
public final class OrderCanceller {
  private static final int MOST_PASSES = 12;
  private static final Duration BETWEEN_PASSES = Duration.ofMillis(50);

  private final EngineParts parts;

  OrderCanceller(EngineParts parts) {
    this.parts = parts;
  }

  /**
   * What cancelling did.
   *
   * @param cancelled orders that are no longer open
   * @param open orders that still are
   * @param missing why the venue's word is missing; empty when it answered
   */
  public record Result(int cancelled, int open, String missing) {
    /** Returns whether the venue showed that nothing is left. */
    public boolean isDone() {
      return missing.isEmpty() && open == 0;
    }
  }

  /** Cancels in passes until the venue shows none, or the passes are used up. */
  Result cancelAll(StopId stop, Scope scope, Venue venue, Pulse pulse) {
    Set<String> seen = new HashSet<>();
    Result result = new Result(0, 0, "not asked yet");
    for (int pass = 0; pass < MOST_PASSES && !result.isDone(); pass++) {
      if (pass > 0) {
        pulse.pause(BETWEEN_PASSES);
      }
      result = pass(stop, scope, venue, seen, pass == 0);
      pulse.beat();
    }
    return result;
  }

  private Result pass(
      StopId stop, Scope scope, Venue venue, Set<String> seen, boolean mayCancelAll) {
    Answer<List<VenueOrder>> answer = foreignOrders(scope, venue);
    if (answer.known().isEmpty()) {
      return new Result(0, seen.size(), answer.failure().orElse(""));
    }
    List<VenueOrder> open = answer.known().get();
    Set<String> ids = open.stream().map(VenueOrder::orderId).collect(Collectors.toSet());
    Set<String> news = new HashSet<>(ids);
    news.removeAll(seen);
    if (!news.isEmpty()) {
      recordIntent(
          stop, venue, open.stream().filter(order -> news.contains(order.orderId())).toList());
    }
    seen.addAll(ids);
    int gone = seen.size() - ids.size();
    if (open.isEmpty()) {
      recordConfirmed(stop, venue, gone);
      return new Result(gone, 0, "");
    }
    if (mayCancelAll && mayCancelEverything(scope, venue)) {
      venue.cancelAll();
    } else {
      parts.parallel().map(open, order -> venue.cancel(order.orderId()));
    }
    return new Result(gone, ids.size(), "");
  }

  /** Cancel-all only where the scope is the whole account and no order of any stop works there. */
  private boolean mayCancelEverything(Scope scope, Venue venue) {
    return ScopeCover.wholeAccount(scope, venue.account())
        && !parts.slices().anyOpen(venue.account());
  }

  private Answer<List<VenueOrder>> foreignOrders(Scope scope, Venue venue) {
    return venue
        .openOrders()
        .map(
            orders -> {
              List<VenueOrder> covered =
                  orders.stream()
                      .filter(
                          order -> ScopeCover.covers(scope, venue.account(), order.instrument()))
                      .toList();
              Set<String> own =
                  parts.slices().known(covered.stream().map(VenueOrder::clientOrderId).toList());
              return covered.stream()
                  .filter(order -> !own.contains(order.clientOrderId()))
                  .toList();
            });
  }

  private void recordIntent(StopId stop, Venue venue, List<VenueOrder> orders) {
    List<String> words =
        orders.stream()
            .map(
                order ->
                    order.orderId()
                        + " "
                        + order.side()
                        + " "
                        + order.leavesQuantity().toPlainString()
                        + " "
                        + order.instrument())
            .toList();
    parts
        .ledger()
        .append(
            new LedgerEntry(
                "engine",
                "CANCEL_INTENDED",
                LedgerEntry.stop(stop),
                Map.of("venue", venue.account().venue(), "orders", words)));
  }

  private void recordConfirmed(StopId stop, Venue venue, int gone) {
    if (gone > 0) {
      parts
          .database()
          .runInTransaction(
              () -> {
                parts.stops().addCancelled(stop, gone);
                parts
                    .ledger()
                    .append(
                        new LedgerEntry(
                            "engine",
                            "CANCEL_CONFIRMED",
                            LedgerEntry.stop(stop),
                            Map.of(
                                "text",
                                gone + " working orders are over at " + venue.account().venue(),
                                "venue",
                                venue.account().venue(),
                                "orders",
                                gone)));
              });
    }
  }
}
