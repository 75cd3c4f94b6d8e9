package io.estop.liquidation;

import io.estop.liquidation.OrderSorter.Sorted;
import io.estop.store.attribution.OrderSource;
import io.estop.store.attribution.ReturnedOrders.Returned;
import io.estop.store.ledger.LedgerEntry;
import io.estop.venues.Answer;
import io.estop.venues.OpenOrders;
import io.estop.venues.ScopeCover;
import io.estop.venues.VenueOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Cancels orders of a scope that no stop owns, and confirms by the venue's own list that they went.
 * Needs no PostgreSQL: cancels may be repeated, and what is to be recorded is kept until it
 * answers.
 */
public final class OrderCanceller {
  private static final Duration BETWEEN_PASSES = Duration.ofMillis(50);
  private static final int STUBBORN = 3;
  private static final int MOST_EXAMPLES = 20;

  private final EngineParts parts;
  private final OrderSorter sorter;

  OrderCanceller(EngineParts parts) {
    this.parts = parts;
    this.sorter = new OrderSorter(parts);
  }

  /**
   * What cancelling did.
   *
   * @param cancelled orders that are no longer open
   * @param open orders that still are, those that nobody can read among them
   * @param missing why the venue's word is missing; empty when it answered
   * @param unattributed orders of nobody known, or that nobody can read, one sentence each
   * @param stubborn orders that came back again and again, one sentence each
   */
  public record Result(
      int cancelled, int open, String missing, List<String> unattributed, List<String> stubborn) {
    /** Returns what cancelling does where nothing is to be cancelled. */
    static Result nothing() {
      return new Result(0, 0, "", List.of(), List.of());
    }

    /** Returns both together: two accounts at one venue. */
    Result and(Result other) {
      return new Result(
          cancelled + other.cancelled,
          open + other.open,
          Stream.of(missing, other.missing)
              .filter(why -> !why.isEmpty())
              .collect(Collectors.joining("; ")),
          both(unattributed, other.unattributed),
          both(stubborn, other.stubborn));
    }

    private static List<String> both(List<String> some, List<String> others) {
      return Stream.concat(some.stream(), others.stream()).limit(MOST_EXAMPLES).toList();
    }

    /** Returns whether the venue showed that nothing is left. */
    public boolean isDone() {
      return missing.isEmpty() && open == 0;
    }
  }

  /** What the passes of one call have seen. */
  private static final class Sights {
    /** Whether the venue has shown its orders; before that nothing can have come back. */
    boolean looked;

    /** Orders that nobody can read: they stay, and nobody waits for them either. */
    List<OpenOrders.Unreadable> doubtful = List.of();

    final Set<String> orders = new HashSet<>();
    final Set<String> unattributed = new TreeSet<>();
    final Set<String> stubborn = new TreeSet<>();

    /** Ids of orders that came back too often: they go, but nobody waits for the next one. */
    final Set<String> stubbornOrders = new HashSet<>();

    Result result(int cancelled, int open, String missing) {
      return new Result(
          cancelled,
          open,
          missing,
          unattributed.stream().limit(MOST_EXAMPLES).toList(),
          stubborn.stream().limit(MOST_EXAMPLES).toList());
    }
  }

  /** Cancels in passes until the venue shows none, or the passes are used up. */
  Result cancelAll(CancelRequest request, Pulse pulse) {
    Sights sights = new Sights();
    Result result = sights.result(0, 0, "not asked yet");
    for (int pass = 0; pass < request.passes() && goesOn(result, sights); pass++) {
      if (pass > 0) {
        pulse.pause(BETWEEN_PASSES);
      }
      result = pass(request, sights);
      pulse.beat();
    }
    parts.store().catchUp();
    return result;
  }

  private static boolean goesOn(Result result, Sights sights) {
    int notWaitedFor = sights.stubbornOrders.size() + sights.doubtful.size();
    boolean allOthersAreOver = result.open() > 0 && result.open() == notWaitedFor;
    return !result.isDone() && !allOthersAreOver;
  }

  private Result pass(CancelRequest request, Sights sights) {
    Answer<OpenOrders> answer = request.venue().readableOpenOrders();
    if (answer.known().isEmpty()) {
      return sights.result(0, sights.orders.size(), answer.failure().orElse(""));
    }
    OpenOrders shown = answer.known().get();
    sights.doubtful =
        shown.unreadable().stream().filter(one -> one.mayBeCoveredBy(request.scope())).toList();
    boolean first = !sights.looked;
    sights.looked = true;
    Sorted sorted = sorter.sort(request, shown.readable());
    Set<String> ids =
        sorted.foreign().stream().map(VenueOrder::orderId).collect(Collectors.toSet());
    List<VenueOrder> news =
        sorted.foreign().stream()
            .filter(order -> !sights.orders.contains(order.orderId()))
            .toList();
    boolean back = !first || request.back();
    recordNews(request, sights, sorted, news, back);
    sights.orders.addAll(ids);
    sights.stubbornOrders.retainAll(ids);
    int gone = sights.orders.size() - ids.size();
    int staying = sorted.undecided().size() + sights.doubtful.size();
    if (ids.isEmpty() && sorted.undecided().isEmpty()) {
      recordConfirmed(request, gone);
      return sights.result(gone, staying, sorted.missing());
    }
    cancel(request, sorted, first && shown.unreadable().isEmpty());
    return sights.result(gone, ids.size() + staying, sorted.missing());
  }

  private void recordNews(
      CancelRequest request, Sights sights, Sorted sorted, List<VenueOrder> news, boolean back) {
    List<VenueOrder> nobodys =
        sorted.unattributed().stream()
            .filter(order -> sights.unattributed.add(words(order)))
            .toList();
    List<String> unread =
        sights.doubtful.stream()
            .map(OpenOrders.Unreadable::why)
            .filter(sights.unattributed::add)
            .toList();
    if (!nobodys.isEmpty() || !unread.isEmpty()) {
      record(
          request,
          "ORDERS_UNATTRIBUTED",
          Stream.concat(nobodys.stream().map(this::words), unread.stream()).toList());
    }
    if (!news.isEmpty()) {
      record(request, "CANCEL_INTENDED", news.stream().map(this::words).toList());
    }
    if (back && !news.isEmpty()) {
      noteReturned(request, sights, news);
    }
  }

  /** One request each; all at once only where that hits nothing else. */
  private void cancel(CancelRequest request, Sorted sorted, boolean mayBeAll) {
    if (mayBeAll && mayCancelEverything(request, sorted)) {
      request.venue().cancelAll();
    } else {
      parts
          .parallel()
          .map(
              sorted.foreign(),
              order -> request.venue().account(),
              order -> request.venue().cancel(order.orderId()),
              (order, why) -> new Answer.Missing<>(why));
    }
  }

  /**
   * Cancel-all only where the scope is the whole account, the venue shows no other order, and no
   * order of any stop works there or may be on its way; never in a sweep, which an order of a
   * person or of the reduce lane may cross.
   */
  private boolean mayCancelEverything(CancelRequest request, Sorted sorted) {
    return !request.back()
        && ScopeCover.wholeAccount(request.scope(), request.venue())
        && sorted.kept() == 0
        && parts
            .store()
            .ask(() -> !parts.slices().anyOpen(request.venue().account()))
            .orElse(false);
  }

  private void noteReturned(CancelRequest request, Sights sights, List<VenueOrder> news) {
    Instant sight = parts.clock().instant();
    List<Returned> returned =
        news.stream().map(order -> new Returned(look(order), order.orderId())).toList();
    Map<String, Integer> counts =
        parts
            .store()
            .ask(
                () ->
                    parts
                        .returned()
                        .note(request.stop(), request.venue().account(), returned, sight))
            .orElse(Map.of());
    List<String> alarms = new ArrayList<>();
    for (VenueOrder order : news) {
      int times = counts.getOrDefault(look(order), 0);
      if (times >= STUBBORN) {
        String sentence =
            look(order) + " came back " + times + " times, last as " + order.orderId();
        sights.stubborn.add(sentence);
        sights.stubbornOrders.add(order.orderId());
        if (times == STUBBORN) {
          alarms.add(sentence);
        }
      }
    }
    if (!alarms.isEmpty()) {
      record(request, "ORDERS_STUBBORN", alarms);
    }
  }

  /** Equal for orders that are the same but for their ids. */
  private String look(VenueOrder order) {
    String from =
        sorter.source(order).map(OrderSource::component).map(name -> " of " + name).orElse("");
    return order.side()
        + " "
        + order.quantity().stripTrailingZeros().toPlainString()
        + " "
        + order.instrument()
        + from;
  }

  private String words(VenueOrder order) {
    return order.orderId()
        + " "
        + order.side()
        + " "
        + order.leavesQuantity().toPlainString()
        + " "
        + order.instrument();
  }

  private void record(CancelRequest request, String action, List<String> orders) {
    // The moment stands in the details: the row itself may come later.
    String at = parts.clock().instant().toString();
    String venue = request.venue().account().venue();
    parts
        .store()
        .record(
            () ->
                append(
                    request,
                    action,
                    Map.of("venue", venue, "orders", List.copyOf(orders), "at", at)));
  }

  private void append(CancelRequest request, String action, Map<String, Object> details) {
    int lost = parts.store().takeDropped();
    if (lost > 0) {
      parts
          .ledger()
          .append(
              new LedgerEntry(
                  "engine",
                  "RECORDS_LOST",
                  LedgerEntry.stop(request.stop()),
                  Map.of(
                      "text",
                      lost
                          + " records of cancels were too many to keep while PostgreSQL was silent",
                      "records",
                      lost)));
    }
    parts
        .ledger()
        .append(new LedgerEntry("engine", action, LedgerEntry.stop(request.stop()), details));
  }

  private void recordConfirmed(CancelRequest request, int gone) {
    if (gone == 0) {
      return;
    }
    String venue = request.venue().account().venue();
    String text = gone + " working orders are over at " + venue;
    String at = parts.clock().instant().toString();
    parts
        .store()
        .record(
            () ->
                parts
                    .database()
                    .runInTransaction(
                        () -> {
                          parts.stops().addCancelled(request.stop(), gone);
                          append(
                              request,
                              "CANCEL_CONFIRMED",
                              Map.of("text", text, "venue", venue, "orders", gone, "at", at));
                        }));
  }
}
