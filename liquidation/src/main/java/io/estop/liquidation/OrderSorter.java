package io.estop.liquidation;

import io.estop.liquidation.CancelRequest.Keeps;
import io.estop.model.Scope;
import io.estop.model.trading.Account;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.model.trading.Side;
import io.estop.store.attribution.OrderSource;
import io.estop.venues.Answer;
import io.estop.venues.ScopeCover;
import io.estop.venues.VenueOrder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Tells the orders that a stop cancels from those it leaves: orders of any stop, the broker's own,
 * what guards a position, what the reduce lane admitted, and what is not known to be of the desk,
 * trader, client or strategy that is stopped.
 */
final class OrderSorter {
  private static final String OWN_PREFIX = "estop:";
  private final EngineParts parts;
  // The latest registered prefixes; written by whoever asked, read while the store is silent.
  private volatile Optional<List<OrderSource>> sources = Optional.empty();
  // The same of what people close by hand.
  private final Map<Account, Map<String, Side>> byHand = new ConcurrentHashMap<>();

  OrderSorter(EngineParts parts) {
    this.parts = parts;
  }

  /**
   * What is to be done with the orders of one look at a venue.
   *
   * @param foreign to be cancelled
   * @param undecided that may guard a position, which the venue did not show
   * @param unattributed of nobody known; under a wide scope they are foreign too
   * @param kept open orders in the account that stay
   * @param missing why it cannot be told whose orders these are; empty when it can
   */
  record Sorted(
      List<VenueOrder> foreign,
      List<VenueOrder> undecided,
      List<VenueOrder> unattributed,
      int kept,
      String missing) {}

  Sorted sort(CancelRequest request, List<VenueOrder> orders) {
    List<VenueOrder> others = others(request, orders);
    List<OrderSource> known = sources();
    List<VenueOrder> nobodys =
        known.isEmpty() && !ScopeCover.isNarrow(request.scope())
            ? List.of()
            : others.stream().filter(order -> source(known, order).isEmpty()).toList();
    List<VenueOrder> covered =
        others.stream().filter(order -> isCovered(request.scope(), known, order)).toList();
    List<VenueOrder> foreign = new ArrayList<>(covered);
    List<VenueOrder> undecided = new ArrayList<>();
    if (request.keeps() == Keeps.GUARDS_AND_LANE && !covered.isEmpty()) {
      Set<String> lane = parts.lane().admitted();
      foreign.removeIf(order -> lane.contains(order.clientOrderId()));
    }
    if (request.keeps() != Keeps.NOTHING && parts.settings().cancels().keepProtective()) {
      leaveGuards(request, foreign, undecided);
    }
    boolean unknown = sources.isEmpty() && ScopeCover.isNarrow(request.scope());
    return new Sorted(
        List.copyOf(foreign),
        undecided,
        nobodys,
        orders.size() - foreign.size(),
        unknown ? "whose orders these are is not known while PostgreSQL is silent" : "");
  }

  /** Every order the scope may cover but those of stops and the broker's own. */
  private List<VenueOrder> others(CancelRequest request, List<VenueOrder> orders) {
    List<VenueOrder> touched =
        orders.stream()
            .filter(
                order -> ScopeCover.mayCover(request.scope(), request.venue(), order.instrument()))
            .toList();
    List<String> ids = touched.stream().map(VenueOrder::clientOrderId).toList();
    // With the store silent nobody knows slices: what looks like one is left alone.
    Set<String> own =
        parts
            .store()
            .ask(() -> parts.slices().known(ids))
            .orElseGet(
                () ->
                    ids.stream()
                        .filter(id -> id.startsWith(OWN_PREFIX))
                        .collect(Collectors.toSet()));
    Map<String, Side> byHand = byHand(request.venue().account());
    return touched.stream()
        .filter(order -> !own.contains(order.clientOrderId()))
        .filter(order -> !isBrokers(order))
        .filter(order -> !closesByHand(byHand, order))
        .toList();
  }

  /** What a person closes by hand, as last told: nobody's to cancel, with the store silent too. */
  private Map<String, Side> byHand(Account account) {
    parts
        .store()
        .ask(() -> parts.claims().byHand(account))
        .ifPresent(found -> byHand.put(account, found));
    return byHand.getOrDefault(account, Map.of());
  }

  private static boolean closesByHand(Map<String, Side> byHand, VenueOrder order) {
    return byHand.get(order.instrument().symbol()) == order.side();
  }

  private boolean isBrokers(VenueOrder order) {
    return parts.settings().cancels().brokerPrefixes().stream()
        .anyMatch(order.clientOrderId()::startsWith);
  }

  private List<OrderSource> sources() {
    parts.store().ask(() -> parts.attributions().sources()).ifPresent(found -> set(found));
    return sources.orElse(List.of());
  }

  private void set(List<OrderSource> found) {
    sources = Optional.of(found);
  }

  /** Returns where an order comes from, as far as its id tells. */
  Optional<OrderSource> source(VenueOrder order) {
    return source(sources.orElse(List.of()), order);
  }

  private static Optional<OrderSource> source(List<OrderSource> known, VenueOrder order) {
    return known.stream().filter(source -> source.sent(order.clientOrderId())).findFirst();
  }

  private static boolean isCovered(Scope scope, List<OrderSource> known, VenueOrder order) {
    return !ScopeCover.isNarrow(scope)
        || source(known, order).filter(source -> source.scopes().contains(scope)).isPresent();
  }

  /** Takes out what waits for a trigger and can only reduce, the oldest first. */
  private static void leaveGuards(
      CancelRequest request, List<VenueOrder> foreign, List<VenueOrder> undecided) {
    List<VenueOrder> waiting =
        foreign.stream()
            .filter(order -> order.type().waitsForATrigger())
            .sorted(Comparator.comparing(VenueOrder::submittedAt))
            .toList();
    if (waiting.isEmpty()) {
      return;
    }
    Answer<List<Position>> held = request.venue().positions();
    if (held.known().isEmpty()) {
      foreign.removeAll(waiting);
      undecided.addAll(waiting);
      return;
    }
    Map<Instrument, BigDecimal> free = new HashMap<>();
    held.known().get().forEach(one -> free.put(one.instrument(), one.quantity()));
    for (VenueOrder order : waiting) {
      BigDecimal left = free.getOrDefault(order.instrument(), BigDecimal.ZERO);
      boolean reduces =
          left.signum() != 0
              && Side.closing(left) == order.side()
              && order.leavesQuantity().compareTo(left.abs()) <= 0;
      if (reduces) {
        BigDecimal guarded = order.leavesQuantity().multiply(BigDecimal.valueOf(left.signum()));
        free.put(order.instrument(), left.subtract(guarded));
        foreign.remove(order);
      }
    }
  }
}
