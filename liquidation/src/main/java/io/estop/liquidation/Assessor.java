package io.estop.liquidation;

import static io.estop.model.liquidation.PositionStatus.CLAIMED_BY;
import static io.estop.model.liquidation.PositionStatus.CLOSED;

import io.estop.liquidation.CancelRequest.Keeps;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.liquidation.PlanTotals;
import io.estop.model.liquidation.PlannedPosition;
import io.estop.model.liquidation.Planner;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.liquidation.ResidualReason;
import io.estop.model.trading.Account;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import io.estop.store.ledger.LedgerEntry;
import io.estop.store.plan.Claims.Claim;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.Positions.Inherited;
import io.estop.store.plan.Positions.NewPosition;
import io.estop.venues.Answer;
import io.estop.venues.Markets;
import io.estop.venues.ScopeCover;
import io.estop.venues.Venue;
import java.math.BigDecimal;
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
import java.util.stream.Collectors;

/** Reads positions from the venues, never from own books, and writes the plan. */
public final class Assessor {
  private static final int GUARD_PASSES = 3;

  private final EngineParts parts;
  private final OrderCanceller canceller;
  private final Planner planner;
  private final Markets markets;

  Assessor(EngineParts parts, OrderCanceller canceller) {
    this.parts = parts;
    this.canceller = canceller;
    this.planner = new Planner(parts.settings().planner());
    this.markets = new Markets(parts.settings().planner(), parts.clock());
  }

  /**
   * The plan of a stop.
   *
   * @param rows every position of the stop so far
   * @param missing venues that did not answer, with why
   */
  public record Plan(List<PositionRow> rows, List<String> missing) {

    Plan missingToo(List<String> more) {
      List<String> both = new ArrayList<>(missing);
      both.addAll(more);
      return new Plan(rows, List.copyOf(both));
    }
  }

  /** Adds what the venues show and the plan does not have; opens again what was left over. */
  Plan assess(StopId stop, Scope scope, Pulse pulse) {
    letGuardsGo(stop, scope, pulse);
    List<PositionRow> known = parts.positions().all(stop);
    List<Markets.View> views = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Venue venue : parts.venues().touchedBy(scope)) {
      Answer<Markets.View> view = view(stop, scope, venue, known);
      view.known().ifPresent(views::add);
      view.failure().ifPresent(why -> missing.add(venue.account().venue() + ": " + why));
    }
    write(stop, scope, known, views);
    return new Plan(parts.positions().all(stop), List.copyOf(missing));
  }

  /** What guarded positions would keep them from being closed; what stays open is waited for. */
  private void letGuardsGo(StopId stop, Scope scope, Pulse pulse) {
    for (Venue venue : parts.venues().touchedBy(scope)) {
      canceller.cancelAll(
          new CancelRequest(stop, scope, venue, Keeps.NOTHING, GUARD_PASSES, false), pulse);
    }
  }

  private Answer<Markets.View> view(
      StopId stop, Scope scope, Venue venue, List<PositionRow> known) {
    return venue
        .readablePositions()
        .map(
            held ->
                markets
                    .of(venue, unplanned(stop, scope, venue, held.value(), known))
                    // Nothing else waits for it: the verifier calls it open for as long as it is.
                    .missingToo(held.unreadable().values()));
  }

  /** What is held, covered, and not in the plan; what another stop had and gave back as well. */
  private List<Position> unplanned(
      StopId stop, Scope scope, Venue venue, List<Position> held, List<PositionRow> known) {
    Account account = venue.account();
    List<Position> covered =
        held.stream()
            .filter(one -> one.quantity().signum() != 0)
            .filter(one -> ScopeCover.covers(scope, venue, one.instrument()))
            .toList();
    Set<String> symbols =
        covered.stream().map(one -> one.instrument().symbol()).collect(Collectors.toSet());
    Set<String> claimable = parts.claims().claimable(stop, scope, account, symbols);
    ByInstrument rows = new ByInstrument(known, account);
    return covered.stream()
        .filter(one -> isNew(one, rows.of(one.instrument()), claimable))
        .toList();
  }

  private static boolean isNew(Position held, List<PositionRow> rows, Set<String> claimable) {
    if (!rows.isEmpty() && waitedForTheSession(rows.get(rows.size() - 1))) {
      return true;
    }
    boolean over = rows.stream().allMatch(row -> isOver(row, held));
    boolean waitsForItsClaim = !rows.isEmpty() && rows.get(rows.size() - 1).status() == CLAIMED_BY;
    return over && (!waitsForItsClaim || claimable.contains(held.instrument().symbol()));
  }

  /** Its plan is of another day: it is closed under a fresh one. */
  private static boolean waitedForTheSession(PositionRow row) {
    return row.status() == PositionStatus.RESIDUAL && row.reason() == ResidualReason.MARKET_CLOSED;
  }

  private static Optional<PositionRow> waited(
      Map<Account, ByInstrument> waiting, PlannedPosition planned) {
    return Optional.ofNullable(waiting.get(planned.account())).stream()
        .flatMap(rows -> rows.of(planned.position().instrument()).stream())
        .findFirst();
  }

  private static Map<Account, ByInstrument> waiting(List<PositionRow> known) {
    List<PositionRow> waiting = known.stream().filter(Assessor::waitedForTheSession).toList();
    return waiting.stream()
        .map(PositionRow::account)
        .distinct()
        .collect(
            Collectors.toMap(account -> account, account -> new ByInstrument(waiting, account)));
  }

  /** What was listed as worthless or dust and is another quantity now is another position. */
  private static boolean isOver(PositionRow row, Position held) {
    return switch (row.status()) {
      case CLOSED, CLAIMED_BY -> true;
      case WORTHLESS, DUST -> row.openQuantity().compareTo(held.quantity()) != 0;
      case OPEN, RESIDUAL, HANDED_OVER -> false;
    };
  }

  private void write(StopId stop, Scope scope, List<PositionRow> known, List<Markets.View> views) {
    List<PlannedPosition> plan = planner.plan(views.stream().map(Markets.View::book).toList());
    Map<Account, ByInstrument> waiting = waiting(known);
    int numbered = known.stream().mapToInt(PositionRow::number).max().orElse(0);
    int batched = known.stream().mapToInt(PositionRow::batch).max().orElse(0);
    parts
        .database()
        .runInTransaction(
            () -> {
              if (!parts.stops().stillLives(stop)) {
                return;
              }
              List<PlannedPosition> added = new ArrayList<>();
              Map<Integer, PlannedPosition> anew = new TreeMap<>();
              for (PlannedPosition planned : Batches.of(plan)) {
                PlannedPosition behind = planned.behind(numbered, batched);
                waited(waiting, planned)
                    .ifPresentOrElse(
                        row -> anew.put(row.number(), behind), () -> added.add(behind));
              }
              List<PlannedPosition> written = new ArrayList<>(insert(stop, scope, added));
              parts.positions().replan(stop, anew);
              parts.positions().reopenResiduals(stop);
              parts.tasks().planned(stop);
              written.addAll(anew.values());
              record(stop, written, views);
            });
  }

  private List<PlannedPosition> insert(StopId stop, Scope scope, List<PlannedPosition> plan) {
    Map<Account, Map<String, BigDecimal>> wanted = new LinkedHashMap<>();
    for (PlannedPosition planned : plan) {
      wanted
          .computeIfAbsent(planned.account(), account -> new TreeMap<>())
          .put(planned.position().instrument().symbol(), planned.position().quantity());
    }
    Map<Account, Map<String, Claim>> owners = new HashMap<>();
    Map<Account, Map<String, Inherited>> inherited = new HashMap<>();
    Map<Account, Set<String>> resolved = new HashMap<>();
    Instant since = parts.clock().instant().minus(parts.settings().work().readLag());
    wanted.forEach(
        (account, quantities) -> {
          // Claimed first: from here on no other stop can write an intent that is not seen below.
          owners.put(account, parts.claims().claim(stop, scope, account, quantities));
          inherited.put(account, parts.positions().inherited(account, quantities.keySet(), since));
          resolved.put(
              account, parts.positions().resolvedSince(account, quantities.keySet(), since));
        });
    recordTaken(stop, owners);
    // A read that hides a fill shows again what was closed just now: planned when it cannot be
    // that.
    List<PlannedPosition> fresh =
        plan.stream()
            .filter(
                planned ->
                    !resolved
                        .getOrDefault(planned.account(), Set.of())
                        .contains(planned.position().instrument().symbol()))
            .toList();
    parts
        .positions()
        .insert(
            stop,
            fresh.stream()
                .map(
                    planned ->
                        claimed(
                            stop,
                            planned,
                            owner(owners, planned),
                            inherited.getOrDefault(planned.account(), Map.of())))
                .toList());
    return fresh;
  }

  private void recordTaken(StopId stop, Map<Account, Map<String, Claim>> owners) {
    List<String> taken = new ArrayList<>();
    owners.forEach(
        (account, claims) ->
            new TreeMap<>(claims)
                .forEach(
                    (symbol, claim) ->
                        claim
                            .from()
                            .ifPresent(
                                from -> taken.add(account + " " + symbol + " from stop " + from))));
    if (!taken.isEmpty()) {
      parts
          .ledger()
          .append(
              new LedgerEntry(
                  "engine",
                  "CLAIMS_TAKEN",
                  LedgerEntry.stop(stop),
                  Map.of(
                      "text",
                      taken.size() + " claims of stops of lower rank are taken over",
                      "claims",
                      taken)));
    }
  }

  private static Claim owner(Map<Account, Map<String, Claim>> owners, PlannedPosition planned) {
    String symbol = planned.position().instrument().symbol();
    Claim owner = owners.getOrDefault(planned.account(), Map.of()).get(symbol);
    if (owner == null) {
      throw new IllegalStateException("nobody has the claim on " + symbol + " just claimed");
    }
    return owner;
  }

  private static NewPosition claimed(
      StopId stop, PlannedPosition planned, Claim claim, Map<String, Inherited> inherited) {
    if (!claim.owner().equals(stop)) {
      return new NewPosition(
          planned, 0, PositionStatus.CLAIMED_BY, "claimed by stop " + claim.owner());
    }
    Optional<Inherited> before =
        Optional.ofNullable(inherited.get(planned.position().instrument().symbol()))
            .filter(one -> one.start().signum() == planned.position().quantity().signum());
    return new NewPosition(planned, claim.fence(), PositionStatus.OPEN, "", before);
  }

  private void record(StopId stop, List<PlannedPosition> plan, List<Markets.View> views) {
    if (plan.isEmpty()) {
      return;
    }
    PlanTotals totals = PlanTotals.of(plan);
    Set<Integer> batches = new HashSet<>(plan.stream().map(PlannedPosition::batch).toList());
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put(
        "text",
        plan.size()
            + " positions planned, risk "
            + totals.risk().toPlainString()
            + ", expected cost "
            + totals.cost().toPlainString()
            + (totals.wontFit() == 0 ? "" : "; " + totals.wontFit() + " will not fit"));
    detail.put("positions", plan.size());
    detail.put("batches", batches.size());
    detail.put("risk", totals.risk().toPlainString());
    detail.put("expectedCost", totals.cost().toPlainString());
    detail.put("expectedSeconds", totals.time().toSeconds());
    detail.put("expectedRequests", totals.requests());
    detail.put("wontFit", totals.wontFit());
    detail.put("unknown", views.stream().flatMap(view -> view.missing().stream()).toList());
    detail.put("plan", plan.stream().map(Assessor::words).toList());
    parts.ledger().append(new LedgerEntry("engine", "PLAN", LedgerEntry.stop(stop), detail));
  }

  private static String words(PlannedPosition planned) {
    Optional<Quote> arrival = planned.arrival();
    return planned.account()
        + " "
        + planned.position().instrument()
        + " "
        + planned.position().quantity().toPlainString()
        + " "
        + planned.method()
        + arrival
            .map(quote -> " " + quote.bid().toPlainString() + "/" + quote.ask().toPlainString())
            .orElse(" no quote");
  }
}
