package io.estop.liquidation;

import io.estop.liquidation.CancelRequest.Keeps;
import io.estop.model.Scope;
import io.estop.model.Sha256;
import io.estop.model.StopId;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.trading.Position;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.SliceRow;
import io.estop.venues.Answer;
import io.estop.venues.OpenOrders;
import io.estop.venues.Partial;
import io.estop.venues.ScopeCover;
import io.estop.venues.Venue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
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
  private static final int MOST_NAMED = 5;

  private final EngineParts parts;
  private final OrderCanceller canceller;
  private final Reconciler reconciler;

  BookVerifier(EngineParts parts, OrderCanceller canceller, Reconciler reconciler) {
    this.parts = parts;
    this.canceller = canceller;
    this.reconciler = reconciler;
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
   * @param unowned positions that no plan, claim or attribution knows
   * @param differences where the stop's own books and a venue do not say the same, both figures
   * @param tasks of this stop that somebody still has to do something about
   */
  public record Reading(
      List<String> missing,
      Set<String> open,
      Set<String> listed,
      int workingOrders,
      int inFlight,
      Set<String> sessions,
      Set<String> unowned,
      Set<String> differences,
      int tasks) {

    /** Returns whether this read, by itself, shows nothing that must not be there. */
    public boolean showsNothing() {
      return missing.isEmpty() && open.isEmpty() && workingOrders == 0 && inFlight == 0;
    }

    /** Returns what people should read beside the counts, empty where there is nothing. */
    public String remarks() {
      return (unowned.isEmpty() ? "" : "; nobody owns " + first(unowned))
          + (differences.isEmpty() ? "" : "; the books differ: " + first(differences))
          + (tasks == 0 ? "" : "; " + tasks + (tasks == 1 ? " task waits" : " tasks wait"));
    }

    private static String first(Set<String> all) {
      String named = all.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
      return all.size() > MOST_NAMED
          ? named + " and " + (all.size() - MOST_NAMED) + " more"
          : named;
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

  /** What one reading gathers from venue to venue. Used by one thread. */
  private static final class Gathered {
    private final boolean firstRead;
    private final List<String> missing = new ArrayList<>();
    private final Set<String> open = new TreeSet<>();
    private final Set<String> listed = new TreeSet<>();
    private final Set<String> sessions = new TreeSet<>();
    private final Set<String> unowned = new TreeSet<>();
    private final Set<String> differences = new TreeSet<>();
    private int working;

    Gathered(boolean firstRead) {
      this.firstRead = firstRead;
    }
  }

  /**
   * Settles the stop's own orders, sweeps foreign ones at the first read, reads everything, and
   * compares it with the stop's own books.
   */
  Reading read(StopId stop, Scope scope, boolean firstRead, Pulse pulse) {
    settleOwnOrders(stop, pulse);
    new Residuals(parts).explain(stop);
    Gathered found = new Gathered(firstRead);
    for (Venue venue : parts.venues().touchedBy(scope)) {
      if (firstRead) {
        OrderCanceller.Result swept =
            canceller.cancelAll(
                new CancelRequest(stop, scope, venue, Keeps.NOTHING, SWEEP_PASSES, true), pulse);
        if (!swept.missing().isEmpty()) {
          found.missing.add(venue.account() + " sweep: " + swept.missing());
        }
      }
      found.working += workingOrders(scope, venue, found);
      int openElsewhere = found.open.size();
      readPositions(stop, scope, venue, reconciler.books(stop), found);
      if (found.open.size() > openElsewhere) {
        found.sessions.add(session(venue));
      }
    }
    return new Reading(
        List.copyOf(found.missing),
        found.open,
        found.listed,
        found.working,
        parts.slices().open(stop).size(),
        found.sessions,
        found.unowned,
        found.differences,
        parts.tasks().unfinished(stop).size());
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

  private static int workingOrders(Scope scope, Venue venue, Gathered found) {
    Answer<OpenOrders> answer = venue.readableOpenOrders();
    answer.failure().ifPresent(why -> found.missing.add(venue.account() + " open orders: " + why));
    OpenOrders orders = answer.known().orElse(OpenOrders.whole(List.of()));
    List<String> doubtful =
        orders.unreadable().stream()
            .filter(order -> order.mayBeCoveredBy(scope))
            .map(order -> venue.account() + " " + order.why())
            .toList();
    found.differences.addAll(doubtful);
    return doubtful.size()
        + (int)
            orders.readable().stream()
                .filter(order -> ScopeCover.covers(scope, venue, order.instrument()))
                .count();
  }

  private void readPositions(
      StopId stop, Scope scope, Venue venue, Reconciler.Books books, Gathered found) {
    Answer<Partial<List<Position>>> positions = venue.readablePositions();
    positions
        .failure()
        .ifPresent(
            why -> {
              found.missing.add(venue.account() + " positions: " + why);
              reconciler.silent(stop, venue.account(), why);
            });
    if (positions.known().isEmpty()) {
      return;
    }
    Partial<List<Position>> held = positions.known().get();
    // Whatever it is, it is there: never flat, and no reason to leave others open.
    found.open.addAll(held.unreadable().values());
    Reconciler.Found compared =
        reconciler.compare(stop, scope, venue, held, books, found.firstRead);
    found.unowned.addAll(compared.unowned());
    found.differences.addAll(compared.differences());
    ByInstrument rows = new ByInstrument(books.rows(), venue.account());
    for (Position one : held.value()) {
      if (one.quantity().signum() != 0 && ScopeCover.covers(scope, venue, one.instrument())) {
        List<PositionRow> planned = rows.of(one.instrument());
        Set<String> place = isListed(planned, one) ? found.listed : found.open;
        place.add(
            one.quantity().toPlainString()
                + " "
                + one.instrument()
                + (isByHand(planned) ? ", by hand" : ""));
      }
    }
  }

  private static boolean isByHand(List<PositionRow> planned) {
    return planned.stream().anyMatch(row -> row.status() == PositionStatus.HANDED_OVER);
  }

  private static boolean isListed(List<PositionRow> planned, Position held) {
    return planned.stream()
        .filter(row -> LISTED.contains(row.status()))
        .anyMatch(row -> row.openQuantity().compareTo(held.quantity()) == 0);
  }
}
