package io.estop.liquidation;

import io.estop.liquidation.CancelRequest.Keeps;
import io.estop.liquidation.ClaimDesk.Standing;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.liquidation.ClientOrderId;
import io.estop.model.liquidation.Directives;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.liquidation.RequestQueue;
import io.estop.model.liquidation.ResidualReason;
import io.estop.model.trading.Account;
import io.estop.model.trading.Instrument;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.SliceRow;
import io.estop.store.stop.StopRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One wave over a batch. */
final class WaveWorker {
  /** Of a request's time-out: an order that takes longer than this part of it is not waited for. */
  private static final int STRAGGLER_SHARE = 4;

  private final EngineParts parts;
  private final OrderCanceller canceller;
  private final Decider decider;
  private final ClaimDesk claimDesk;
  private final SendGate sendGate;
  private final WaveBook book;
  private final Pricing pricing;

  WaveWorker(EngineParts parts, OrderCanceller canceller) {
    this.parts = parts;
    this.canceller = canceller;
    this.decider = new Decider(parts.settings());
    this.claimDesk = new ClaimDesk(parts);
    this.sendGate = new SendGate(parts);
    this.book = new WaveBook(parts);
    this.pricing = new Pricing(parts.settings());
  }

  /**
   * What a wave did.
   *
   * @param sentAny whether an order was sent
   * @param waits positions for which nothing can be done now, by number
   */
  record Wave(boolean sentAny, Map<Integer, Decision.Wait> waits) {}

  /** Begins a pass over a batch. */
  Pass begin(StopId stop, int batch, Optional<Instant> deadline, Pulse pulse) {
    Duration patience = parts.settings().requestTimeout().dividedBy(STRAGGLER_SHARE);
    return new Pass(
        stop, batch, deadline, pulse, new Underway(parts.parallel(), parts.desk()::send, patience));
  }

  /** Ends a pass: what is still being sent is waited for and written. */
  void end(Pass pass) {
    book.recordSent(pass.stop, pass.underway.rest());
  }

  Wave wave(Pass pass) {
    // First of all: what is decided below counts from the last answer.
    book.recordSent(pass.stop, pass.underway.answeredByNow());
    Standing standing =
        claimDesk.standing(pass.stop, parts.positions().batch(pass.stop, pass.batch));
    heed(pass);
    List<PositionRow> before = standing.rows();
    Map<Integer, List<SliceRow>> orders = settledOrders(pass, before, standing.lost().keySet());
    List<PositionRow> rows = withFills(before, orders);
    Map<Integer, Decision> decisions = new TreeMap<>();
    List<PositionRow> ready = new ArrayList<>();
    for (PositionRow row : rows) {
      if (row.status() == PositionStatus.OPEN) {
        openOrder(orders, row)
            .map(WaveWorker::inFlight)
            .or(() -> standing.decision(row))
            .or(() -> byPeople(pass, row))
            .ifPresentOrElse(
                decision -> decisions.put(row.number(), decision), () -> ready.add(row));
      }
    }
    Readying readying = new Readying(pass, rows, orders, decisions);
    Map<Integer, PositionRow> shown = readying.decide(ready);
    List<PositionRow> decided =
        rows.stream().map(row -> shown.getOrDefault(row.number(), row)).toList();
    int sent =
        sendGate.through(
            pass.stop,
            decisions,
            decided,
            () -> write(pass, new WaveBook.Page(decided, orders, decisions, readying.covers())));
    pass.waits = waits(decisions);
    return new Wave(sent > 0, pass.waits);
  }

  private int write(Pass pass, WaveBook.Page page) {
    List<SliceRow> intents = book.record(pass.stop, page);
    if (intents.isEmpty()) {
      return 0;
    }
    pass.underway.send(intents);
    book.recordSent(pass.stop, pass.underway.answered());
    return intents.size();
  }

  /** Reads what people said; after a new word everything is decided anew. */
  private void heed(Pass pass) {
    Directives now = parts.directives().of(pass.stop);
    if (!now.equals(pass.directives)) {
      pass.directives = now;
      pass.waits = Map.of();
    }
  }

  private static Optional<Decision> byPeople(Pass pass, PositionRow row) {
    String symbol = row.instrument().symbol();
    return pass.directives
        .takenOver(row.account(), symbol)
        .<Decision>map(
            word ->
                new Decision.Resolve(
                    PositionStatus.HANDED_OVER,
                    row.openQuantity().abs(),
                    "taken over by " + word.actor() + ": " + word.reason()))
        .or(
            () ->
                pass.directives
                    .paused(row.account(), symbol)
                    .map(
                        word ->
                            new Decision.Wait(
                                ResidualReason.PAUSED,
                                "paused by " + word.actor() + ": " + word.reason(),
                                true)));
  }

  private static Decision inFlight(SliceRow order) {
    return new Decision.Wait(ResidualReason.IN_FLIGHT, OrderEnd.out(order), false);
  }

  /** An order of a position that another closes, or nobody for now, is cancelled. */
  private Map<Integer, List<SliceRow>> settledOrders(
      Pass pass, List<PositionRow> rows, Set<Integer> lost) {
    List<SliceRow> all =
        parts.slices().of(pass.stop, rows.stream().map(PositionRow::number).toList());
    List<SliceRow> open =
        all.stream().filter(slice -> !slice.state().isOver() && !pass.underway.has(slice)).toList();
    Set<Integer> ending = new HashSet<>(lost);
    Map<Integer, PositionRow> byNumber = new HashMap<>();
    for (PositionRow row : rows) {
      byPeople(pass, row).ifPresent(word -> ending.add(row.number()));
      byNumber.put(row.number(), row);
    }
    Set<ClientOrderId> patient = new HashSet<>();
    for (SliceRow order : open) {
      PositionRow row = byNumber.get(order.id().position());
      if (row != null && pricing.isPatient(row, order, situation(pass, row, List.of()))) {
        patient.add(order.id());
      }
    }
    Map<ClientOrderId, SliceRow> settled = new HashMap<>();
    parts
        .parallel()
        .map(open, SliceRow::account, slice -> settled(slice, ending, patient), SliceRow::unsure)
        .forEach(slice -> settled.put(slice.id(), slice));
    parts.database().runInTransaction(() -> parts.slices().update(settled.values()));
    Map<Integer, List<SliceRow>> byPosition = new HashMap<>();
    for (SliceRow slice : all) {
      byPosition
          .computeIfAbsent(slice.id().position(), key -> new ArrayList<>())
          .add(settled.getOrDefault(slice.id(), slice));
    }
    return byPosition;
  }

  private SliceRow settled(SliceRow slice, Set<Integer> ending, Set<ClientOrderId> patient) {
    int number = slice.id().position();
    if (ending.contains(number)) {
      return parts.desk().cancel(slice);
    }
    LiquidationSettings settings = parts.settings();
    return parts
        .desk()
        .settle(
            slice,
            patient.contains(slice.id()) ? settings.work().patientRest() : settings.repriceAfter());
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

  private Situation situation(Pass pass, PositionRow row, List<SliceRow> orders) {
    return new Situation(
        orders,
        pass.directives.acceleratedAt(row.account(), row.instrument().symbol()),
        parts.clock().instant(),
        pass.deadline,
        RequestQueue.betweenLooks(parts.venues().of(row.account()).ordersPerMinute()));
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

  /** Decides about positions without an order out. */
  private final class Readying {
    private final Pass pass;
    private final List<PositionRow> rows;
    private final Map<Integer, List<SliceRow>> orders;
    private final Map<Integer, Decision> decisions;
    private final Map<Integer, PositionRow> shown = new HashMap<>();
    private final List<CoverBook> covers = new ArrayList<>();

    Readying(
        Pass pass,
        List<PositionRow> rows,
        Map<Integer, List<SliceRow>> orders,
        Map<Integer, Decision> decisions) {
      this.pass = pass;
      this.rows = rows;
      this.orders = orders;
      this.decisions = decisions;
    }

    /** Returns the positions with what the venue shows now. */
    Map<Integer, PositionRow> decide(List<PositionRow> ready) {
      Map<Account, List<PositionRow>> byAccount = new LinkedHashMap<>();
      ready.forEach(
          row -> byAccount.computeIfAbsent(row.account(), key -> new ArrayList<>()).add(row));
      byAccount.forEach(this::decideAt);
      return shown;
    }

    /** Returns what was held as cover where orders were decided. */
    List<CoverBook> covers() {
      return covers;
    }

    private void decideAt(Account account, List<PositionRow> own) {
      Instant now = parts.clock().instant();
      List<PositionRow> due =
          own.stream().filter(row -> pass.stillWaits(row, now).isEmpty()).toList();
      List<PositionRow> wanting = due.stream().filter(this::wantsAnOrder).toList();
      Optional<Decision.Wait> noRoom =
          wanting.isEmpty()
              ? waitsForRoom(own, now)
              : sendGate.noRoom(pass.stop, account, wanting, now);
      if (due.isEmpty() || noRoom.isPresent()) {
        // Nothing to ask the venue for: each question costs a request that an order needs.
        own.forEach(
            row ->
                decisions.put(
                    row.number(), pass.stillWaits(row, now).or(() -> noRoom).orElseThrow()));
        return;
      }
      List<Instrument> priced =
          own.stream().filter(this::wantsAnOrder).map(PositionRow::instrument).toList();
      FactsReader.Result result = parts.factsReader().read(account, priced);
      if (result.facts().isEmpty()) {
        own.forEach(
            row ->
                decisions.put(
                    row.number(),
                    new Decision.Wait(ResidualReason.VENUE_SILENT, result.why(), false)));
        return;
      }
      CoverBook cover = new CoverBook(account, now, result.facts().get(), rows, orders.values());
      covers.add(cover);
      own.forEach(row -> decide(row, result.facts().get(), cover));
      Pauses.probe(own, orders, decisions, now);
      sweepWhatIsInTheWay(account, own);
    }

    /** What others wait for, so that one look serves them and what is to be confirmed. */
    private Optional<Decision.Wait> waitsForRoom(List<PositionRow> own, Instant now) {
      return own.stream()
          .flatMap(row -> pass.stillWaits(row, now).stream())
          .filter(wait -> wait.reason() == ResidualReason.REQUEST_BUDGET)
          .findFirst();
    }

    /** Of what is closed by all that is known only the venue's word is missing. */
    private boolean wantsAnOrder(PositionRow row) {
      return row.explained().compareTo(row.startQuantity().abs()) < 0;
    }

    private void decide(PositionRow row, Facts facts, CoverBook cover) {
      // An entry that nobody can read shows nothing: it is no reduction by others.
      PositionRow now =
          facts.positionTrouble(row.instrument()).isPresent()
              ? row
              : row.shown(facts.quantity(row.instrument()));
      shown.put(row.number(), now);
      Situation situation = situation(pass, row, orders.getOrDefault(row.number(), List.of()));
      Decision decision = decider.decide(now, facts, cover, situation);
      decisions.put(row.number(), decision);
      if (decision instanceof Decision.Send send) {
        cover.ordered(row, send.quantity());
      }
    }

    /** An order of somebody else that closes our position is none that may stay. */
    private void sweepWhatIsInTheWay(Account account, List<PositionRow> own) {
      boolean inTheWay =
          own.stream()
              .anyMatch(
                  row ->
                      isOthersOrder(decisions.get(row.number()))
                          || Refused.of(orders.getOrDefault(row.number(), List.of()))
                              .filter(refused -> refused.reaction() == Reaction.SWEEP)
                              .isPresent());
      if (inTheWay) {
        Scope scope = parts.stops().find(pass.stop).map(StopRow::scope).orElseThrow();
        canceller.cancelAll(
            new CancelRequest(pass.stop, scope, parts.venues().of(account), Keeps.NOTHING, 1, true),
            pass.pulse);
      }
    }

    private static boolean isOthersOrder(@org.jspecify.annotations.Nullable Decision decision) {
      return decision instanceof Decision.Wait wait && wait.reason() == ResidualReason.IN_FLIGHT;
    }
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
