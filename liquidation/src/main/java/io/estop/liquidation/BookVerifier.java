package io.estop.liquidation;

import io.estop.liquidation.CancelRequest.Keeps;
import io.estop.model.Scope;
import io.estop.model.Sha256;
import io.estop.model.StopId;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.SliceRow;
import io.estop.venues.Answer;
import io.estop.venues.Partial;
import io.estop.venues.ScopeCover;
import io.estop.venues.Venue;
import io.estop.venues.VenueOrder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Asks the venues what is left. An answer that did not come is never an empty book. Open orders are
 * read before positions: what fills in between shows as a position.
 */
public final class BookVerifier {
  private static final Set<PositionStatus> LISTED =
      EnumSet.of(PositionStatus.WORTHLESS, PositionStatus.DUST);

  private static final int SWEEP_PASSES = 12;

  private final EngineParts parts;
  private final OrderCanceller canceller;

  BookVerifier(EngineParts parts, OrderCanceller canceller) {
    this.parts = parts;
    this.canceller = canceller;
  }

  /**
   * What the venues said.
   *
   * @param missing what was not answered, with why
   * @param open positions that must not be there
   * @param listed worthless and dust positions
   * @param workingOrders of anybody in the scope
   * @param inFlight own orders whose final state is not known
   * @param sessions whether the market is open, of each venue where a position is open
   */
  public record Reading(
      List<String> missing,
      Set<String> open,
      Set<String> listed,
      int workingOrders,
      int inFlight,
      Set<String> sessions) {

    /** Returns whether this read, by itself, shows nothing that must not be there. */
    public boolean showsNothing() {
      return missing.isEmpty() && open.isEmpty() && workingOrders == 0 && inFlight == 0;
    }

    /**
     * Returns a text that is equal for equal books in equal sessions: a market that opens before
     * the time it had named is something new to who waits for it.
     */
    public String digest() {
      return Sha256.hex(
          open + " " + listed + " " + workingOrders + " " + inFlight + " " + sessions);
    }
  }

  /** Settles the stop's own orders, sweeps foreign ones at the first read, and reads everything. */
  Reading read(StopId stop, Scope scope, boolean firstRead, Pulse pulse) {
    settleOwnOrders(stop, pulse);
    List<String> missing = new ArrayList<>();
    Set<String> open = new TreeSet<>();
    Set<String> listed = new TreeSet<>();
    Set<String> sessions = new TreeSet<>();
    int working = 0;
    List<PositionRow> rows = parts.positions().all(stop);
    for (Venue venue : parts.venues().touchedBy(scope)) {
      if (firstRead) {
        OrderCanceller.Result swept =
            canceller.cancelAll(
                new CancelRequest(stop, scope, venue, Keeps.NOTHING, SWEEP_PASSES, true), pulse);
        if (!swept.missing().isEmpty()) {
          missing.add(venue.account() + " sweep: " + swept.missing());
        }
      }
      working += workingOrders(scope, venue, missing);
      int openElsewhere = open.size();
      readPositions(stop, scope, venue, rows, missing, open, listed);
      if (open.size() > openElsewhere) {
        sessions.add(session(venue));
      }
    }
    return new Reading(
        List.copyOf(missing), open, listed, working, parts.slices().open(stop).size(), sessions);
  }

  private void settleOwnOrders(StopId stop, Pulse pulse) {
    List<SliceRow> settled =
        parts
            .parallel()
            .map(
                parts.slices().open(stop),
                SliceRow::account,
                parts.desk()::cancel,
                SliceRow::unsure);
    parts.database().runInTransaction(() -> parts.slices().update(settled));
    pulse.beat();
  }

  private static String session(Venue venue) {
    return venue.account()
        + " "
        + venue.clock().known().map(clock -> clock.isOpen() ? "open" : "closed").orElse("unknown");
  }

  private int workingOrders(Scope scope, Venue venue, List<String> missing) {
    Answer<List<VenueOrder>> orders = venue.openOrders();
    orders.failure().ifPresent(why -> missing.add(venue.account() + " open orders: " + why));
    return (int)
        orders.known().orElse(List.of()).stream()
            .filter(order -> ScopeCover.covers(scope, venue, order.instrument()))
            .count();
  }

  private void readPositions(
      StopId stop,
      Scope scope,
      Venue venue,
      List<PositionRow> rows,
      List<String> missing,
      Set<String> open,
      Set<String> listed) {
    Answer<Partial<List<Position>>> positions = venue.readablePositions();
    positions.failure().ifPresent(why -> missing.add(venue.account() + " positions: " + why));
    Partial<List<Position>> shown = positions.known().orElse(Partial.whole(List.of()));
    // Whatever it is, it is there: never flat, and no reason to leave others open.
    open.addAll(shown.unreadable().values());
    positions.known().ifPresent(held -> follow(stop, rows, venue, held));
    for (Position held : shown.value()) {
      if (held.quantity().signum() != 0 && ScopeCover.covers(scope, venue, held.instrument())) {
        Set<String> place = isListed(rows, venue, held) ? listed : open;
        place.add(
            held.quantity().toPlainString()
                + " "
                + held.instrument()
                + byHand(rows, venue, held).map(row -> ", by hand").orElse(""));
      }
    }
  }

  private static Optional<PositionRow> byHand(List<PositionRow> rows, Venue venue, Position held) {
    return rows.stream()
        .filter(row -> row.account().equals(venue.account()))
        .filter(row -> row.instrument().equals(held.instrument()))
        .filter(row -> row.status() == PositionStatus.HANDED_OVER)
        .findFirst();
  }

  /** What a person closes is shown as the venue shows it. */
  private void follow(
      StopId stop, List<PositionRow> rows, Venue venue, Partial<List<Position>> held) {
    Map<Instrument, BigDecimal> quantities =
        held.value().stream().collect(Collectors.toMap(Position::instrument, Position::quantity));
    List<PositionRow> changed =
        rows.stream()
            .filter(row -> row.status() == PositionStatus.HANDED_OVER)
            .filter(row -> row.account().equals(venue.account()))
            .filter(row -> held.trouble(row.instrument()).isEmpty())
            .map(row -> shown(row, quantities))
            .toList();
    if (!changed.isEmpty()) {
      parts.database().runInTransaction(() -> parts.positions().update(stop, changed));
    }
  }

  private static PositionRow shown(PositionRow row, Map<Instrument, BigDecimal> quantities) {
    return row.with(
        row.status(),
        row.reason(),
        row.detail(),
        quantities.getOrDefault(row.instrument(), BigDecimal.ZERO));
  }

  private static boolean isListed(List<PositionRow> rows, Venue venue, Position held) {
    return rows.stream()
        .filter(row -> row.account().equals(venue.account()))
        .filter(row -> row.instrument().equals(held.instrument()))
        .filter(row -> LISTED.contains(row.status()))
        .anyMatch(row -> row.openQuantity().compareTo(held.quantity()) == 0);
  }
}
