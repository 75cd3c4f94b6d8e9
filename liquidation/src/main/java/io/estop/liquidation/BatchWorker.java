package io.estop.liquidation;

import io.estop.liquidation.ClaimDesk.Standing;
import io.estop.model.StopId;
import io.estop.model.liquidation.ClientOrderId;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.liquidation.ResidualReason;
import io.estop.model.trading.Account;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Side;
import io.estop.store.Database;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.Positions;
import io.estop.store.plan.SliceRow;
import io.estop.store.plan.SliceState;
import io.estop.store.plan.Slices;
import io.estop.store.plan.Slices.Intent;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Works on one batch of positions in waves: settle what is out, read the venue, decide, write the
 * intents, send, write the results. Partial fills are chased and limits re-priced from wave to
 * wave. A position has at most one order that may still fill.
 */
public final class BatchWorker {
  private static final int MOST_WAVES = 40;
  private static final int ONE_SLICE = 1;

  private final Database database;
  private final Positions positions;
  private final Slices slices;
  private final Ledger ledger;
  private final FactsReader factsReader;
  private final OrderDesk desk;
  private final Decider decider;
  private final ClaimDesk claimDesk;
  private final Parallel parallel;
  private final LiquidationSettings settings;
  private final Clock clock;

  BatchWorker(EngineParts parts) {
    this.database = parts.database();
    this.positions = parts.positions();
    this.slices = parts.slices();
    this.ledger = parts.ledger();
    this.factsReader = parts.factsReader();
    this.desk = parts.desk();
    this.decider = new Decider(parts.settings());
    this.claimDesk = new ClaimDesk(parts);
    this.parallel = parts.parallel();
    this.settings = parts.settings();
    this.clock = parts.clock();
  }

  /**
   * What is left of a batch.
   *
   * @param open positions not resolved
   * @param useless those of them that another pass soon does not help
   * @param riskLeft share of the risk that is still open
   * @param reasons how many positions wait for which reason
   */
  public record Left(
      int open, int useless, BigDecimal riskLeft, Map<ResidualReason, Integer> reasons) {}

  /** Works on a batch until nothing more can be done now, or its time is over. */
  public Left work(StopId stop, int batch, Pulse pulse) {
    Instant end = clock.instant().plus(settings.batchBudget());
    Left left = left(positions.batch(stop, batch), Map.of());
    for (int wave = 0; wave < MOST_WAVES && left.open() > 0; wave++) {
      Wave done = wave(stop, batch);
      pulse.beat();
      left = left(positions.batch(stop, batch), done.waits());
      if (left.open() == left.useless() || clock.instant().isAfter(end)) {
        return left;
      }
      if (!done.sentAny()) {
        pulse.pause(settings.repriceAfter());
      }
    }
    return left;
  }

  private record Wave(boolean sentAny, Map<Integer, Decision.Wait> waits) {}

  private Wave wave(StopId stop, int batch) {
    Standing standing = claimDesk.standing(stop, positions.batch(stop, batch));
    List<PositionRow> before = standing.rows();
    Map<Integer, List<SliceRow>> orders = settledOrders(stop, before, standing.lost().keySet());
    List<PositionRow> rows = withFills(before, orders);
    Map<Integer, Decision> decisions = new TreeMap<>();
    List<PositionRow> ready = new ArrayList<>();
    for (PositionRow row : rows) {
      if (row.status() == PositionStatus.OPEN) {
        openOrder(orders, row)
            .map(BatchWorker::inFlight)
            .or(() -> standing.decision(row))
            .ifPresentOrElse(
                decision -> decisions.put(row.number(), decision), () -> ready.add(row));
      }
    }
    Map<Integer, PositionRow> shown = decideReady(rows, ready, decisions);
    List<PositionRow> decided =
        rows.stream().map(row -> shown.getOrDefault(row.number(), row)).toList();
    List<SliceRow> intents = record(stop, decided, orders, decisions);
    List<SliceRow> sent = parallel.map(intents, desk::send, SliceRow::unsure);
    recordSent(stop, sent);
    return new Wave(!sent.isEmpty(), waits(decisions));
  }

  static Decision inFlight(SliceRow order) {
    return new Decision.Wait(
        ResidualReason.IN_FLIGHT, "order " + order.id() + ": " + order.detail(), false);
  }

  /** An order of a position whose claim is lost is cancelled: the new owner waits for its end. */
  private Map<Integer, List<SliceRow>> settledOrders(
      StopId stop, List<PositionRow> rows, Set<Integer> lost) {
    List<SliceRow> all = slices.of(stop, rows.stream().map(PositionRow::number).toList());
    List<SliceRow> open = all.stream().filter(slice -> !slice.state().isOver()).toList();
    Map<ClientOrderId, SliceRow> settled = new HashMap<>();
    parallel
        .map(
            open,
            slice -> lost.contains(slice.id().position()) ? desk.cancel(slice) : desk.settle(slice),
            SliceRow::unsure)
        .forEach(slice -> settled.put(slice.id(), slice));
    database.runInTransaction(() -> slices.update(settled.values()));
    Map<Integer, List<SliceRow>> byPosition = new HashMap<>();
    for (SliceRow slice : all) {
      byPosition
          .computeIfAbsent(slice.id().position(), key -> new ArrayList<>())
          .add(settled.getOrDefault(slice.id(), slice));
    }
    return byPosition;
  }

  private static List<PositionRow> withFills(
      List<PositionRow> rows, Map<Integer, List<SliceRow>> orders) {
    return rows.stream()
        .map(row -> Fills.of(orders.getOrDefault(row.number(), List.of())).on(row))
        .toList();
  }

  private static Optional<SliceRow> openOrder(
      Map<Integer, List<SliceRow>> orders, PositionRow row) {
    return orders.getOrDefault(row.number(), List.of()).stream()
        .filter(slice -> !slice.state().isOver())
        .findFirst();
  }

  /** Decides about positions without an order out; returns them with what the venue shows now. */
  private Map<Integer, PositionRow> decideReady(
      List<PositionRow> rows, List<PositionRow> ready, Map<Integer, Decision> decisions) {
    Map<Account, List<PositionRow>> byAccount = new LinkedHashMap<>();
    ready.forEach(
        row -> byAccount.computeIfAbsent(row.account(), key -> new ArrayList<>()).add(row));
    Map<Integer, PositionRow> shown = new HashMap<>();
    byAccount.forEach(
        (account, own) -> {
          List<Instrument> instruments = own.stream().map(PositionRow::instrument).toList();
          FactsReader.Result result = factsReader.read(account, instruments);
          for (PositionRow row : own) {
            if (result.facts().isEmpty()) {
              decisions.put(
                  row.number(),
                  new Decision.Wait(ResidualReason.VENUE_SILENT, result.why(), false));
            } else {
              Facts facts = result.facts().get();
              PositionRow now = row.shown(facts.quantity(row.instrument()));
              shown.put(row.number(), now);
              decisions.put(row.number(), decider.decide(now, rows, facts));
            }
          }
        });
    return shown;
  }

  /** Writes what was decided, and the intents with their record, before anything is sent. */
  private List<SliceRow> record(
      StopId stop,
      List<PositionRow> rows,
      Map<Integer, List<SliceRow>> orders,
      Map<Integer, Decision> decisions) {
    List<PositionRow> changed = new ArrayList<>();
    List<Intent> intents = new ArrayList<>();
    for (PositionRow row : rows) {
      Decision decision = decisions.get(row.number());
      if (decision != null) {
        List<SliceRow> before = orders.getOrDefault(row.number(), List.of());
        changed.add(decided(row, decision, before));
        intent(stop, row, decision, before.size() + 1)
            .ifPresent(slice -> intents.add(new Intent(slice, row.fence())));
      }
    }
    return database.inTransaction(
        () -> {
          // Claims before positions, as an assessment takes them: no two ever wait for each other.
          List<SliceRow> written = slices.intend(intents);
          positions.update(stop, changed);
          recordIntents(stop, written);
          return written;
        });
  }

  private static PositionRow decided(
      PositionRow row, Decision decision, List<SliceRow> ordersBefore) {
    if (decision instanceof Decision.Resolve resolve) {
      // What the venue shows, not what the fills leave: the verifier lists it by this quantity.
      BigDecimal open = signed(row, resolve.left());
      return row.with(resolve.status(), ResidualReason.NONE, resolve.detail(), open);
    }
    if (decision instanceof Decision.Wait wait) {
      return row.with(PositionStatus.OPEN, wait.reason(), wait.detail(), open(row));
    }
    Decision.Send send = (Decision.Send) decision;
    String refusal =
        ordersBefore.isEmpty() || lastOf(ordersBefore).state() != SliceState.REFUSED
            ? ""
            : lastOf(ordersBefore).detail();
    ResidualReason reason = refusal.isEmpty() ? ResidualReason.NONE : ResidualReason.VENUE_REFUSED;
    PositionRow arrived = row.arrival().isPresent() ? row : row.arrivingAt(send.arrival());
    return arrived.with(PositionStatus.OPEN, reason, refusal, open(row));
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

  private Optional<SliceRow> intent(StopId stop, PositionRow row, Decision decision, int attempt) {
    if (!(decision instanceof Decision.Send send)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return Optional.of(
        new SliceRow(
            new ClientOrderId(stop, row.number(), ONE_SLICE, attempt),
            row.account(),
            row.instrument(),
            Side.closing(row.startQuantity()),
            send.quantity(),
            send.limitPrice(),
            OrderDesk.timeInForce(row.instrument().assetClass(), send.quantity()).name(),
            now,
            now.plus(settings.sendWindow()),
            SliceState.INTENT,
            Optional.empty(),
            BigDecimal.ZERO,
            Optional.empty(),
            "",
            attempt,
            Optional.empty(),
            Optional.empty()));
  }

  private void recordIntents(StopId stop, List<SliceRow> intents) {
    if (!intents.isEmpty()) {
      List<String> orders = intents.stream().map(BatchWorker::words).toList();
      ledger.append(
          new LedgerEntry(
              "engine", "ORDERS_INTENDED", LedgerEntry.stop(stop), Map.of("orders", orders)));
    }
  }

  private void recordSent(StopId stop, List<SliceRow> sent) {
    if (sent.isEmpty()) {
      return;
    }
    List<String> results = sent.stream().map(BatchWorker::result).toList();
    database.runInTransaction(
        () -> {
          slices.update(sent);
          ledger.append(
              new LedgerEntry(
                  "engine", "ORDERS_ANSWERED", LedgerEntry.stop(stop), Map.of("orders", results)));
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

  private static Map<Integer, Decision.Wait> waits(Map<Integer, Decision> decisions) {
    Map<Integer, Decision.Wait> waits = new HashMap<>();
    decisions.forEach(
        (number, decision) -> {
          if (decision instanceof Decision.Wait wait) {
            waits.put(number, wait);
          }
        });
    return waits;
  }

  private static Left left(List<PositionRow> rows, Map<Integer, Decision.Wait> waits) {
    int open = 0;
    int useless = 0;
    BigDecimal riskLeft = BigDecimal.ZERO;
    Map<ResidualReason, Integer> reasons = new TreeMap<>();
    for (PositionRow row : rows) {
      if (row.status() == PositionStatus.OPEN) {
        open++;
        riskLeft = riskLeft.add(Risk.left(row));
        reasons.merge(row.reason(), 1, Integer::sum);
        Decision.Wait wait = waits.get(row.number());
        useless += wait != null && wait.useless() ? 1 : 0;
      }
    }
    return new Left(open, useless, riskLeft, Map.copyOf(reasons));
  }

  /** Sums of the fills of a position's orders. */
  private record Fills(BigDecimal quantity, BigDecimal value, int orders) {

    static Fills of(List<SliceRow> orders) {
      BigDecimal quantity = BigDecimal.ZERO;
      BigDecimal value = BigDecimal.ZERO;
      for (SliceRow order : orders) {
        quantity = quantity.add(order.filledQuantity());
        value =
            value.add(
                order.averagePrice().orElse(BigDecimal.ZERO).multiply(order.filledQuantity()));
      }
      return new Fills(quantity, value, orders.size());
    }

    PositionRow on(PositionRow row) {
      return row.withFills(quantity, value, orders);
    }
  }
}
