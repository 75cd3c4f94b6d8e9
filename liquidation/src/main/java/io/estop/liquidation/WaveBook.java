package io.estop.liquidation;

import io.estop.model.StopId;
import io.estop.model.liquidation.ClientOrderId;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.liquidation.ResidualReason;
import io.estop.model.trading.Account;
import io.estop.model.trading.Side;
import io.estop.store.ledger.LedgerEntry;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.SliceRow;
import io.estop.store.plan.SliceState;
import io.estop.store.plan.Slices.Intended;
import io.estop.store.plan.Slices.Intent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a wave writes: decisions and intents before anything is sent, and what became of it. */
final class WaveBook {
  private static final Decision.Wait CAPPED =
      new Decision.Wait(
          ResidualReason.IN_FLIGHT_CAP,
          "what all stops have in flight is as much as is allowed at a time",
          false);
  private static final Decision.Wait OUTDATED =
      new Decision.Wait(
          ResidualReason.IN_FLIGHT, "another worker ordered meanwhile: looked at again", false);
  private static final Decision.Wait ASIDE =
      new Decision.Wait(
          ResidualReason.IN_FLIGHT, "somebody closes this stop by break-glass", false);

  private final EngineParts parts;
  private final CoverLock coverLock;

  WaveBook(EngineParts parts) {
    this.parts = parts;
    this.coverLock = new CoverLock(parts);
  }

  /**
   * What one wave decided.
   *
   * @param rows of the batch, in the order of the plan
   * @param orders of theirs, by number
   * @param decisions by number; changed where something has to wait after all
   * @param covers what was held as cover when they were made
   */
  record Page(
      List<PositionRow> rows,
      Map<Integer, List<SliceRow>> orders,
      Map<Integer, Decision> decisions,
      List<CoverBook> covers) {}

  /**
   * Writes what was decided, and the intents with their record, before anything is sent. Where an
   * intent has to wait after all, the decision is changed to that.
   */
  List<SliceRow> record(StopId stop, Page page) {
    List<PositionRow> rows = page.rows();
    Map<Integer, List<SliceRow>> orders = page.orders();
    Map<Integer, Decision> decisions = page.decisions();
    Map<Integer, Intent> wanted = new HashMap<>();
    for (PositionRow row : rows) {
      if (decisions.get(row.number()) instanceof Decision.Send send) {
        List<SliceRow> before = orders.getOrDefault(row.number(), List.of());
        wanted.put(row.number(), new Intent(intent(stop, row, send, before), row.fence()));
      }
    }
    return parts
        .database()
        .inTransaction(
            () -> {
              // Cover before claims, and those before positions, as an assessment takes them: no
              // two ever wait for each other.
              Set<Integer> covering = coverLock.uncovering(page);
              wanted.keySet().removeAll(covering);
              Map<Account, List<String>> handed = handed(rows, decisions);
              handed.forEach(parts.claims()::lock);
              Set<Integer> outdated = outdated(stop, orders, decisions.keySet());
              outdated.forEach(number -> decisions.put(number, OUTDATED));
              List<SliceRow> written = intend(stop, rows, without(wanted, outdated), decisions);
              handOver(stop, handed(rows, decisions));
              parts.positions().update(stop, changed(rows, orders, decisions, outdated));
              if (decisions.values().stream().anyMatch(Decision.Resolve.class::isInstance)) {
                parts.tasks().follow(stop);
              }
              recordIntents(stop, written);
              return written;
            });
  }

  private List<SliceRow> intend(
      StopId stop,
      List<PositionRow> rows,
      Map<Integer, Intent> wanted,
      Map<Integer, Decision> decisions) {
    if (wanted.isEmpty()) {
      return List.of();
    }
    if (!parts.turn().mayIntend(stop)) {
      wanted.keySet().forEach(number -> decisions.put(number, ASIDE));
      return List.of();
    }
    // In the order of the plan, which is that of urgency.
    List<Intent> intents =
        rows.stream()
            .flatMap(row -> Optional.ofNullable(wanted.get(row.number())).stream())
            .toList();
    Optional<BigDecimal> cap = parts.settings().work().inFlightCap();
    Intended intended =
        cap.isPresent()
            ? parts.slices().intend(intents, cap.get())
            : new Intended(parts.slices().intend(intents), Set.of());
    for (ClientOrderId capped : intended.capped()) {
      decisions.put(capped.position(), CAPPED);
    }
    return intended.written();
  }

  private static Map<Integer, Intent> without(Map<Integer, Intent> wanted, Set<Integer> outdated) {
    Map<Integer, Intent> left = new HashMap<>(wanted);
    left.keySet().removeAll(outdated);
    return left;
  }

  /**
   * Positions with an order that this wave does not know: a double of this worker wrote it, and
   * what the venue showed may be its doing, not that of others.
   */
  private Set<Integer> outdated(
      StopId stop, Map<Integer, List<SliceRow>> orders, Set<Integer> decided) {
    Map<Integer, Integer> counts = parts.slices().counts(stop, decided);
    return decided.stream()
        .filter(
            number ->
                counts.getOrDefault(number, 0) != orders.getOrDefault(number, List.of()).size())
        .collect(Collectors.toSet());
  }

  private static Map<Account, List<String>> handed(
      List<PositionRow> rows, Map<Integer, Decision> decisions) {
    Map<Account, List<String>> handed = new HashMap<>();
    for (PositionRow row : rows) {
      if (decisions.get(row.number()) instanceof Decision.Resolve resolve
          && resolve.status() == PositionStatus.HANDED_OVER) {
        handed
            .computeIfAbsent(row.account(), key -> new ArrayList<>())
            .add(row.instrument().symbol());
      }
    }
    return handed;
  }

  private void handOver(StopId stop, Map<Account, List<String>> handed) {
    handed.forEach(
        (account, symbols) -> {
          parts.claims().handToPerson(stop, account, symbols);
          record(stop, "POSITIONS_HANDED_OVER", symbols.stream().map(s -> account + " " + s));
        });
  }

  private void record(StopId stop, String action, Stream<String> subjects) {
    parts
        .ledger()
        .append(
            new LedgerEntry(
                "engine", action, LedgerEntry.stop(stop), Map.of("positions", subjects.toList())));
  }

  private List<PositionRow> changed(
      List<PositionRow> rows,
      Map<Integer, List<SliceRow>> orders,
      Map<Integer, Decision> decisions,
      Set<Integer> outdated) {
    List<PositionRow> changed = new ArrayList<>();
    for (PositionRow row : rows) {
      Decision decision = decisions.get(row.number());
      if (decision != null && !outdated.contains(row.number())) {
        changed.add(decided(row, decision, orders.getOrDefault(row.number(), List.of())));
      }
    }
    return changed;
  }

  private PositionRow decided(PositionRow before, Decision decision, List<SliceRow> ordersBefore) {
    PositionRow row = begun(before, decision);
    if (decision instanceof Decision.Resolve resolve) {
      // What the venue shows, not what the fills leave: the verifier lists it by this quantity.
      BigDecimal open = signed(row, resolve.left());
      return row.with(resolve.status(), ResidualReason.NONE, resolve.detail(), open);
    }
    if (decision instanceof Decision.Wait wait) {
      return row.with(PositionStatus.OPEN, wait.reason(), wait.detail(), open(row));
    }
    Decision.Send send = (Decision.Send) decision;
    PositionRow arrived = row.arrival().isPresent() ? row : row.arrivingAt(send.arrival());
    boolean refused = !ordersBefore.isEmpty() && lastOf(ordersBefore).state() == SliceState.REFUSED;
    return arrived.with(
        PositionStatus.OPEN,
        refused ? ResidualReason.VENUE_REFUSED : ResidualReason.NONE,
        ordersBefore.isEmpty() ? "" : OrderEnd.sentence(lastOf(ordersBefore)),
        open(row));
  }

  /** A schedule begins when its first part could have been ordered. */
  private PositionRow begun(PositionRow row, Decision decision) {
    boolean reached =
        decision instanceof Decision.Send
            || (decision instanceof Decision.Wait wait && wait.reason() == ResidualReason.NOT_DUE);
    return row.schedule().isPresent() && row.startedAt().isEmpty() && reached
        ? row.startingAt(parts.clock().instant())
        : row;
  }

  private static SliceRow lastOf(List<SliceRow> orders) {
    return orders.get(orders.size() - 1);
  }

  private static BigDecimal open(PositionRow row) {
    return signed(
        row, row.startQuantity().abs().subtract(row.filledQuantity()).subtract(row.handedOver()));
  }

  private static BigDecimal signed(PositionRow row, BigDecimal absolute) {
    return row.startQuantity().signum() < 0 ? absolute.negate() : absolute;
  }

  private SliceRow intent(StopId stop, PositionRow row, Decision.Send send, List<SliceRow> before) {
    Instant now = parts.clock().instant();
    // Never below the last one: an order of a later part is a later order.
    int slice = before.stream().mapToInt(one -> one.id().slice()).max().orElse(1);
    int part = Math.max(slice, send.slice());
    int attempt = 1 + (int) before.stream().filter(one -> one.id().slice() == part).count();
    return new SliceRow(
        new ClientOrderId(stop, row.number(), part, attempt),
        row.account(),
        row.instrument(),
        Side.closing(row.startQuantity()),
        send.quantity(),
        send.limitPrice(),
        send.timeInForce().name(),
        now,
        now.plus(parts.settings().sendWindow()),
        SliceState.INTENT,
        Optional.empty(),
        BigDecimal.ZERO,
        Optional.empty(),
        "",
        before.size() + 1,
        Optional.of(send.quote().bid()),
        Optional.of(send.quote().ask()));
  }

  private void recordIntents(StopId stop, List<SliceRow> intents) {
    if (!intents.isEmpty()) {
      List<String> orders = intents.stream().map(WaveBook::words).toList();
      parts
          .ledger()
          .append(
              new LedgerEntry(
                  "engine", "ORDERS_INTENDED", LedgerEntry.stop(stop), Map.of("orders", orders)));
    }
  }

  /** Writes what became of orders. */
  void recordSent(StopId stop, List<SliceRow> sent) {
    if (sent.isEmpty()) {
      return;
    }
    List<String> results = sent.stream().map(WaveBook::result).toList();
    parts
        .database()
        .runInTransaction(
            () -> {
              parts.slices().update(sent);
              parts
                  .ledger()
                  .append(
                      new LedgerEntry(
                          "engine",
                          "ORDERS_ANSWERED",
                          LedgerEntry.stop(stop),
                          Map.of("orders", results)));
            });
  }

  private static String words(SliceRow slice) {
    return slice.id()
        + " "
        + slice.side()
        + " "
        + slice.quantity().toPlainString()
        + " "
        + slice.instrument()
        + " at "
        + slice.limitPrice().toPlainString();
  }

  private static String result(SliceRow slice) {
    return slice.id()
        + " "
        + slice.state()
        + " "
        + slice.filledQuantity().toPlainString()
        + slice.averagePrice().map(price -> " at " + price.toPlainString()).orElse("")
        + " "
        + slice.detail();
  }
}
