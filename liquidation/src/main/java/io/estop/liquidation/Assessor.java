package io.estop.liquidation;

import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.liquidation.PlannedPosition;
import io.estop.model.liquidation.Planner;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.trading.Account;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import io.estop.store.ledger.LedgerEntry;
import io.estop.store.plan.Claims.Claim;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.Positions.NewPosition;
import io.estop.venues.Answer;
import io.estop.venues.MarketClock;
import io.estop.venues.Venue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads positions from the venues, never from own books, and writes the plan. */
public final class Assessor {
  private static final ZoneId EXCHANGE = ZoneId.of("America/New_York");

  private final EngineParts parts;
  private final Planner planner;

  Assessor(EngineParts parts) {
    this.parts = parts;
    this.planner = new Planner(parts.settings().batchSize(), parts.settings().nearExpiryDays());
  }

  /**
   * The plan of a stop.
   *
   * @param rows every position of the stop so far
   * @param missing venues that did not answer, with why
   */
  public record Plan(List<PositionRow> rows, List<String> missing) {}

  /** Adds what the venues show and the plan does not have; opens again what was left over. */
  Plan assess(StopId stop, Scope scope) {
    List<PositionRow> known = parts.positions().all(stop);
    List<Planner.Book> books = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    Instant today = parts.clock().instant();
    for (Venue venue : parts.venues().touchedBy(scope)) {
      Answer<Planner.Book> book = book(scope, venue, known);
      book.known().ifPresent(books::add);
      book.failure().ifPresent(why -> missing.add(venue.account().venue() + ": " + why));
      today = venue.clock().known().map(MarketClock::now).orElse(today);
    }
    LocalDate day = today.atZone(EXCHANGE).toLocalDate();
    write(stop, known, planner.plan(books, day));
    return new Plan(parts.positions().all(stop), List.copyOf(missing));
  }

  private Answer<Planner.Book> book(Scope scope, Venue venue, List<PositionRow> known) {
    Answer<List<Position>> positions =
        venue
            .positions()
            .map(held -> held.stream().filter(one -> isNew(scope, venue, one, known)).toList());
    if (positions.known().isEmpty()) {
      return new Answer.Missing<>(positions.failure().orElse(""));
    }
    List<Position> planned = positions.known().get();
    List<Instrument> instruments = planned.stream().map(Position::instrument).toList();
    Answer<Map<String, Quote>> quotes = venue.quotes(instruments);
    // Without quotes the plan stands all the same: the engine prices at the first quote it gets.
    return new Answer.Known<>(
        new Planner.Book(venue.account(), planned, quotes.known().orElse(Map.of())));
  }

  private static boolean isNew(Scope scope, Venue venue, Position held, List<PositionRow> known) {
    return held.quantity().signum() != 0
        && ScopeCover.covers(scope, venue.account(), held.instrument())
        && known.stream()
            .filter(row -> row.account().equals(venue.account()))
            .filter(row -> row.instrument().equals(held.instrument()))
            .allMatch(row -> row.status() == PositionStatus.CLOSED);
  }

  private void write(StopId stop, List<PositionRow> known, List<PlannedPosition> plan) {
    int numbered = known.stream().mapToInt(PositionRow::number).max().orElse(0);
    int batched = known.stream().mapToInt(PositionRow::batch).max().orElse(0);
    parts
        .database()
        .runInTransaction(
            () -> {
              parts.positions().reopenResiduals(stop);
              insert(stop, plan.stream().map(one -> shifted(one, numbered, batched)).toList());
              record(stop, plan);
            });
  }

  private static PlannedPosition shifted(PlannedPosition planned, int numbered, int batched) {
    return new PlannedPosition(
        planned.number() + numbered,
        planned.batch() + batched,
        planned.account(),
        planned.position(),
        planned.arrival(),
        planned.method(),
        planned.risk(),
        planned.why());
  }

  private void insert(StopId stop, List<PlannedPosition> plan) {
    Map<Account, Map<String, BigDecimal>> wanted = new LinkedHashMap<>();
    for (PlannedPosition planned : plan) {
      wanted
          .computeIfAbsent(planned.account(), account -> new TreeMap<>())
          .put(planned.position().instrument().symbol(), planned.position().quantity());
    }
    Map<Account, Map<String, Claim>> owners = new HashMap<>();
    wanted.forEach(
        (account, quantities) ->
            owners.put(account, parts.claims().claim(stop, account, quantities)));
    parts
        .positions()
        .insert(
            stop,
            plan.stream().map(planned -> claimed(stop, planned, owner(owners, planned))).toList());
  }

  private static Claim owner(Map<Account, Map<String, Claim>> owners, PlannedPosition planned) {
    String symbol = planned.position().instrument().symbol();
    Claim owner = owners.getOrDefault(planned.account(), Map.of()).get(symbol);
    if (owner == null) {
      throw new IllegalStateException("nobody has the claim on " + symbol + " just claimed");
    }
    return owner;
  }

  private static NewPosition claimed(StopId stop, PlannedPosition planned, Claim claim) {
    boolean ours = claim.owner().equals(stop);
    return new NewPosition(
        planned,
        claim.fence(),
        ours ? PositionStatus.OPEN : PositionStatus.CLAIMED_BY,
        ours ? "" : "claimed by stop " + claim.owner());
  }

  private void record(StopId stop, List<PlannedPosition> plan) {
    if (plan.isEmpty()) {
      return;
    }
    BigDecimal risk =
        plan.stream()
            .map(PlannedPosition::risk)
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .setScale(2, RoundingMode.HALF_UP);
    Set<Integer> batches = new HashSet<>(plan.stream().map(PlannedPosition::batch).toList());
    parts
        .ledger()
        .append(
            new LedgerEntry(
                "engine",
                "PLAN",
                LedgerEntry.stop(stop),
                Map.of(
                    "text", plan.size() + " positions planned, risk " + risk.toPlainString(),
                    "positions", plan.size(),
                    "batches", batches.size(),
                    "risk", risk.toPlainString(),
                    "plan", plan.stream().map(Assessor::words).toList())));
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
