package io.estop.liquidation;

import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.liquidation.ResidualReason;
import io.estop.model.trading.Account;
import io.estop.model.trading.Position;
import io.estop.store.attribution.Attribution;
import io.estop.store.ledger.LedgerEntry;
import io.estop.store.plan.Claims.Claim;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.SliceRow;
import io.estop.store.task.BookReadings.BookDifference;
import io.estop.store.task.LeftOver;
import io.estop.store.task.Tasks;
import io.estop.venues.Partial;
import io.estop.venues.ScopeCover;
import io.estop.venues.Venue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares what a stop's own rows say with what a venue shows. The rows follow the venue only where
 * a position that was left over or listed is smaller in two readings; whatever else differs is
 * listed with both figures until somebody explains it. What nobody closes becomes a task.
 */
final class Reconciler {
  /** Somebody else closes these: their trades are in no row of this stop. */
  private static final Set<PositionStatus> OTHERS =
      EnumSet.of(PositionStatus.HANDED_OVER, PositionStatus.CLAIMED_BY);

  private static final Set<PositionStatus> LISTED =
      EnumSet.of(PositionStatus.WORTHLESS, PositionStatus.DUST);

  private final EngineParts parts;

  Reconciler(EngineParts parts) {
    this.parts = parts;
  }

  /**
   * The stop's own books, taken before a venue is asked: what fills after that is in flight.
   *
   * @param rows of the plan
   * @param filled absolute, of the stop's own orders, by position
   * @param inFlight positions of which an order's final state is not known
   */
  record Books(List<PositionRow> rows, Map<Integer, BigDecimal> filled, Set<Integer> inFlight) {

    /** The latest row of each symbol: what was planned anew was read anew. */
    private Map<String, PositionRow> at(Account account) {
      Map<String, PositionRow> latest = new TreeMap<>();
      rows.stream()
          .filter(row -> row.account().equals(account))
          .forEach(row -> latest.put(row.instrument().symbol(), row));
      return latest;
    }

    /**
     * Returns what is left by the books, signed: start, less own fills, less what others closed.
     */
    private BigDecimal left(PositionRow row) {
      BigDecimal own = filled.getOrDefault(row.number(), BigDecimal.ZERO);
      BigDecimal left =
          row.startQuantity()
              .abs()
              .subtract(own.max(row.filledQuantity()))
              .subtract(row.foreignReduction())
              .subtract(row.handedOver());
      return row.startQuantity().signum() < 0 ? left.negate() : left;
    }
  }

  /**
   * What one account's comparison found, a sentence each.
   *
   * @param unowned positions that no plan, claim or attribution knows
   * @param differences where books and venue do not say the same
   */
  record Found(Set<String> unowned, Set<String> differences) {}

  /** Returns the books of a stop as they are now. */
  Books books(StopId stop) {
    return new Books(
        parts.positions().all(stop),
        parts.fills().totals(stop),
        parts.slices().open(stop).stream()
            .map(slice -> slice.id().position())
            .collect(Collectors.toSet()));
  }

  /** Keeps that an account did not say what it holds; what differed before stays known. */
  void silent(StopId stop, Account account, String why) {
    parts.readings().read(stop, account, 0, Optional.of(why));
  }

  /**
   * Compares and keeps what it finds, all in one transaction.
   *
   * @param held what the account shows; an entry that cannot be read is compared with nothing
   * @param firstRead whether a second reading follows: tasks are opened and rows follow only then
   */
  Found compare(
      StopId stop,
      Scope scope,
      Venue venue,
      Partial<List<Position>> held,
      Books books,
      boolean firstRead) {
    return parts
        .database()
        .inTransaction(() -> new Look(stop, scope, venue, held, books).compare(firstRead));
  }

  /** One comparison. */
  private final class Look {
    private final StopId stop;
    private final Account account;
    private final Books books;
    private final Map<String, PositionRow> rows;
    private final Map<String, BigDecimal> shown = new TreeMap<>();
    private final Map<String, String> owners;
    private final Instant now = parts.clock().instant();

    Look(StopId stop, Scope scope, Venue venue, Partial<List<Position>> held, Books books) {
      this.stop = stop;
      this.account = venue.account();
      this.books = books;
      this.rows = books.at(account);
      rows.values().removeIf(row -> held.trouble(row.instrument()).isPresent());
      held.value().stream()
          .filter(one -> one.quantity().signum() != 0)
          .filter(
              one ->
                  ScopeCover.covers(scope, venue, one.instrument())
                      || rows.containsKey(one.instrument().symbol()))
          .forEach(one -> shown.put(one.instrument().symbol(), one.quantity()));
      this.owners = owners(shown.keySet().stream().filter(symbol -> !isPlanned(symbol)).toList());
    }

    Found compare(boolean firstRead) {
      boolean byHand = followPeople();
      List<BookDifference> before =
          parts.readings().differences(stop).stream()
              .filter(one -> one.account().equals(account))
              .toList();
      List<BookDifference> now = differences(before);
      List<BookDifference> seenTwice =
          firstRead
              ? List.of()
              : now.stream().filter(one -> isClosedByOthers(one, before)).toList();
      followVenue(seenTwice);
      List<BookDifference> left = now.stream().filter(one -> !seenTwice.contains(one)).toList();
      keep(before, left);
      boolean filled = !firstRead && closeFilled();
      if (byHand || filled || !seenTwice.isEmpty()) {
        parts.tasks().follow(stop);
      }
      parts.tasks().shown(stop, account, shown.keySet());
      if (!firstRead) {
        parts.tasks().open(stop, leftOver());
      }
      return found(left);
    }

    private BigDecimal shown(String symbol) {
      return shown.getOrDefault(symbol, BigDecimal.ZERO);
    }

    /** Returns whether a row of the plan stands for what the venue shows. */
    private boolean isPlanned(String symbol) {
      PositionRow row = rows.get(symbol);
      return row != null && row.status() != PositionStatus.CLOSED;
    }

    /** Returns whose the positions are that no row stands for; nobody's are left out. */
    private Map<String, String> owners(Collection<String> symbols) {
      Map<String, String> owners = new HashMap<>();
      if (symbols.isEmpty()) {
        return owners;
      }
      parts.attributions().of(account).stream()
          .filter(one -> one.quantity().signum() != 0 && symbols.contains(one.symbol()))
          .forEach(one -> owners.merge(one.symbol(), share(one), (a, b) -> a + ", " + b));
      Map<String, Claim> claims = parts.claims().of(account, symbols);
      claims.forEach(
          (symbol, claim) -> {
            if (!claim.owner().equals(stop)) {
              owners.put(symbol, stopOf(claim));
            }
          });
      return owners;
    }

    private static String share(Attribution one) {
      return one.scope() + " " + one.quantity().toPlainString();
    }

    private static String stopOf(Claim claim) {
      return "stop " + claim.owner();
    }

    private List<BookDifference> differences(List<BookDifference> before) {
      Set<String> symbols = new TreeSet<>(rows.keySet());
      symbols.addAll(shown.keySet());
      List<BookDifference> differences = new ArrayList<>();
      for (String symbol : symbols) {
        PositionRow row = rows.get(symbol);
        if (row != null
            && (OTHERS.contains(row.status()) || books.inFlight().contains(row.number()))) {
          continue;
        }
        BigDecimal own = row == null ? BigDecimal.ZERO : books.left(row);
        if (own.compareTo(shown(symbol)) != 0) {
          String owner = isPlanned(symbol) ? "plan" : owners.getOrDefault(symbol, "");
          BookDifference found =
              new BookDifference(account, symbol, own, shown(symbol), owner, now);
          differences.add(before.stream().filter(found::isSame).findFirst().orElse(found));
        }
      }
      return differences;
    }

    private boolean isClosedByOthers(BookDifference one, List<BookDifference> before) {
      PositionRow row = rows.get(one.symbol());
      return row != null
          && (row.status() == PositionStatus.RESIDUAL || LISTED.contains(row.status()))
          && one.venue().signum() != -one.books().signum()
          && one.venue().abs().compareTo(one.books().abs()) < 0
          && before.stream().anyMatch(one::isSame);
    }

    /** What is gone of a position that was left over or listed, as two readings showed it. */
    private void followVenue(List<BookDifference> seenTwice) {
      if (seenTwice.isEmpty()) {
        return;
      }
      List<PositionRow> changed = new ArrayList<>();
      for (BookDifference one : seenTwice) {
        PositionRow row =
            withFills(Objects.requireNonNull(rows.get(one.symbol()))).shown(one.venue());
        boolean closed = one.venue().signum() == 0;
        changed.add(
            row.with(
                closed ? PositionStatus.CLOSED : row.status(),
                closed ? ResidualReason.NONE : row.reason(),
                closed ? "closed by others: " + one.sentence() + ", twice" : row.detail(),
                one.venue()));
      }
      parts.positions().update(stop, changed);
      record("BOOKS_FOLLOWED", "closed by others, as two readings showed", seenTwice);
    }

    /** What was left over and filled after all, while its order was being cancelled. */
    private boolean closeFilled() {
      List<PositionRow> filled =
          rows.values().stream()
              .filter(row -> row.status() == PositionStatus.RESIDUAL)
              .filter(row -> !books.inFlight().contains(row.number()))
              .filter(row -> books.left(row).signum() == 0)
              .filter(row -> shown(row.instrument().symbol()).signum() == 0)
              .map(
                  row ->
                      withFills(row)
                          .with(PositionStatus.CLOSED, ResidualReason.NONE, "", BigDecimal.ZERO))
              .toList();
      parts.positions().update(stop, filled);
      return !filled.isEmpty();
    }

    private PositionRow withFills(PositionRow row) {
      BigDecimal quantity = BigDecimal.ZERO;
      BigDecimal value = BigDecimal.ZERO;
      List<SliceRow> orders = parts.slices().of(stop, List.of(row.number()));
      for (SliceRow order : orders) {
        BigDecimal price = order.averagePrice().orElse(BigDecimal.ZERO);
        quantity = quantity.add(order.filledQuantity());
        value = value.add(price.multiply(order.filledQuantity()));
      }
      return row.withFills(quantity, value, orders.size());
    }

    /** What a person closes is shown as the venue shows it. */
    private boolean followPeople() {
      List<PositionRow> changed =
          rows.values().stream()
              .filter(row -> row.status() == PositionStatus.HANDED_OVER)
              .filter(row -> row.openQuantity().compareTo(shown(row.instrument().symbol())) != 0)
              .map(
                  row ->
                      row.with(
                          row.status(),
                          row.reason(),
                          row.detail(),
                          shown(row.instrument().symbol())))
              .toList();
      parts.positions().update(stop, changed);
      return !changed.isEmpty();
    }

    private void keep(List<BookDifference> before, List<BookDifference> now) {
      parts.readings().read(stop, account, shown.size(), Optional.empty());
      if (now.equals(before)) {
        return;
      }
      parts.readings().differ(stop, account, now);
      List<BookDifference> news = now.stream().filter(one -> !before.contains(one)).toList();
      if (!news.isEmpty()) {
        record("BOOKS_DIFFER", "the books and the venue do not say the same", news);
      }
    }

    private void record(String action, String why, List<BookDifference> differences) {
      parts
          .ledger()
          .append(
              new LedgerEntry(
                  "engine",
                  action,
                  LedgerEntry.stop(stop),
                  Map.of(
                      "text",
                      differences.size() + " positions: " + why,
                      "positions",
                      differences.stream()
                          .map(one -> one.sentence() + ", " + whose(one.owner()))
                          .toList())));
    }

    /** What the venue shows and nobody closes: it is in no plan, or a person's. */
    private List<LeftOver> leftOver() {
      List<LeftOver> left = new ArrayList<>();
      shown.forEach(
          (symbol, quantity) -> {
            PositionRow row = rows.get(symbol);
            if (row != null && row.status() == PositionStatus.HANDED_OVER) {
              left.add(
                  new LeftOver(
                      Optional.of(row.number()),
                      account,
                      symbol,
                      quantity,
                      row.status().name(),
                      row.detail(),
                      true));
            } else if (isInNoPlan(row, quantity) && !owner(symbol).startsWith("stop ")) {
              left.add(
                  new LeftOver(
                      Optional.empty(),
                      account,
                      symbol,
                      quantity,
                      Tasks.NOT_IN_PLAN,
                      whose(owner(symbol)),
                      false));
            }
          });
      return left;
    }

    private static boolean isInNoPlan(
        @org.jspecify.annotations.Nullable PositionRow row, BigDecimal quantity) {
      return row == null
          || row.status() == PositionStatus.CLOSED
          || (LISTED.contains(row.status()) && row.openQuantity().compareTo(quantity) != 0);
    }

    private String owner(String symbol) {
      return owners.getOrDefault(symbol, "");
    }

    private static String whose(String owner) {
      return owner.isEmpty() ? "nobody owns it" : "known to " + owner;
    }

    private Found found(List<BookDifference> left) {
      Set<String> unowned = new TreeSet<>();
      Set<String> differ = new TreeSet<>();
      for (BookDifference one : left) {
        if (one.owner().isEmpty() && one.venue().signum() != 0) {
          unowned.add(one.venue().toPlainString() + " " + one.symbol() + " in " + account);
        } else {
          differ.add(one.sentence());
        }
      }
      return new Found(unowned, differ);
    }
  }
}
