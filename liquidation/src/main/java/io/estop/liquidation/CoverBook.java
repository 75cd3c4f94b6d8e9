package io.estop.liquidation;

import io.estop.model.liquidation.PositionStatus;
import io.estop.model.liquidation.options.Cover;
import io.estop.model.liquidation.options.Cover.Release;
import io.estop.model.liquidation.options.Held;
import io.estop.model.liquidation.options.Underlying;
import io.estop.model.trading.Account;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Side;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.SliceRow;
import io.estop.venues.VenueOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What covers short options in one account, as one wave sees it: what the venue shows, within what
 * own fills leave of it, and every order that is known to be out. What the wave decides to order
 * counts at once, so that no two positions count on the same cover. Used by one thread.
 */
final class CoverBook {
  /** Of what nobody can read there may be so much, long or short. */
  private static final BigDecimal MOST = new BigDecimal("1000000000000");

  private final Account account;
  private final Instant readAt;
  private final Facts facts;
  private final Map<Instrument, List<PositionRow>> rows;
  private final Map<String, SliceRow> own;
  private final List<Out> orders = new ArrayList<>();
  private final Map<String, Set<Instrument>> byUnderlying = new HashMap<>();
  private final Set<String> withShorts = new HashSet<>();
  private final Map<String, Cover> covers = new HashMap<>();

  /** What an order may still fill. */
  private record Out(Instrument instrument, Side side, BigDecimal quantity) {}

  /**
   * @param readAt a moment before which the facts were not asked for
   * @param rows every position of the batch, with the sums of its orders' fills
   * @param orders all of theirs
   */
  CoverBook(
      Account account,
      Instant readAt,
      Facts facts,
      List<PositionRow> rows,
      Collection<List<SliceRow>> orders) {
    this(
        account,
        readAt,
        facts,
        rows.stream()
            .filter(row -> row.account().equals(account))
            .collect(Collectors.groupingBy(PositionRow::instrument)),
        orders.stream()
            .flatMap(List::stream)
            .filter(slice -> slice.account().equals(account))
            .collect(Collectors.toMap(slice -> slice.id().toString(), slice -> slice)));
  }

  private CoverBook(
      Account account,
      Instant readAt,
      Facts facts,
      Map<Instrument, List<PositionRow>> rows,
      Map<String, SliceRow> own) {
    this.account = account;
    this.readAt = readAt;
    this.facts = facts;
    this.rows = rows;
    this.own = own;
    Stream.concat(facts.held().stream(), rows.keySet().stream())
        .filter(this::isShort)
        .forEach(open -> withShorts.addAll(Underlying.allOf(open)));
    if (!withShorts.isEmpty()) {
      countOrders();
      Stream.concat(
              Stream.concat(facts.held().stream(), rows.keySet().stream()),
              this.orders.stream().map(Out::instrument))
          .forEach(this::index);
    }
  }

  private boolean isShort(Instrument instrument) {
    return instrument.isOption()
        && (facts.positionTrouble(instrument).isPresent()
            || facts.quantity(instrument).signum() < 0
            || rows.getOrDefault(instrument, List.of()).stream()
                .anyMatch(row -> bounded(row).least().signum() < 0));
  }

  private void countOrders() {
    facts.openOrders().stream()
        .filter(order -> !own.containsKey(order.clientOrderId()))
        .forEach(
            order -> orders.add(new Out(order.instrument(), order.side(), order.leavesQuantity())));
    // By the report that the rows' fills are of: what has filled since, a read may hide.
    own.values().stream()
        .filter(slice -> !slice.state().isOver())
        .forEach(
            slice ->
                orders.add(
                    new Out(
                        slice.instrument(),
                        slice.side(),
                        slice.quantity().subtract(slice.filledQuantity()))));
  }

  private void index(Instrument instrument) {
    Underlying.allOf(instrument)
        .forEach(
            underlying ->
                byUnderlying
                    .computeIfAbsent(underlying, key -> new LinkedHashSet<>())
                    .add(instrument));
  }

  Account account() {
    return account;
  }

  Instant readAt() {
    return readAt;
  }

  /** Returns whether closing a position may uncover a short option. */
  boolean isAsked(PositionRow row) {
    return mayMatter(row)
        && cover(row).isAsked(row.instrument(), Side.closing(row.startQuantity()));
  }

  /** Returns how much of a position may be closed now. */
  Release release(PositionRow row, BigDecimal wanted) {
    return mayMatter(row)
        ? cover(row).release(row.instrument(), Side.closing(row.startQuantity()), wanted)
        : Release.all(wanted);
  }

  private boolean mayMatter(PositionRow row) {
    return !withShorts.isEmpty() && withShorts.contains(Underlying.of(row.instrument()));
  }

  /** Counts what is going to be ordered. */
  void ordered(PositionRow row, BigDecimal quantity) {
    orders.add(new Out(row.instrument(), Side.closing(row.startQuantity()), quantity));
    covers.clear();
  }

  /** Returns the symbols on which it depends how much of a position may go. */
  Set<String> symbols(PositionRow row) {
    return byUnderlying.getOrDefault(Underlying.of(row.instrument()), Set.of()).stream()
        .map(Instrument::symbol)
        .collect(Collectors.toSet());
  }

  /**
   * Returns the same sight before anything was decided, with what others have ordered beside it.
   *
   * @param known orders that may fill, or have filled so lately that a read may hide it
   */
  CoverBook with(Collection<SliceRow> known) {
    CoverBook book = new CoverBook(account, readAt, facts, rows, own);
    Map<String, BigDecimal> shown =
        facts.openOrders().stream()
            .collect(
                Collectors.toMap(
                    VenueOrder::clientOrderId, VenueOrder::leavesQuantity, BigDecimal::max));
    for (SliceRow slice : known) {
      BigDecimal most = atMost(slice);
      SliceRow counted = own.get(slice.id().toString());
      BigDecimal beyond =
          most.subtract(
              counted == null
                  ? shown.getOrDefault(slice.id().toString(), BigDecimal.ZERO)
                  : atMost(counted));
      if (beyond.signum() > 0) {
        book.orders.add(new Out(slice.instrument(), slice.side(), beyond));
      }
    }
    return book;
  }

  private static BigDecimal atMost(SliceRow slice) {
    return slice.state().isOver() ? slice.filledQuantity() : slice.quantity();
  }

  private Cover cover(PositionRow row) {
    return covers.computeIfAbsent(Underlying.of(row.instrument()), this::cover);
  }

  private Cover cover(String underlying) {
    Map<Instrument, Held> held = new LinkedHashMap<>();
    byUnderlying
        .getOrDefault(underlying, Set.of())
        .forEach(instrument -> held.put(instrument, held(instrument)));
    for (Out order : orders) {
      held.computeIfPresent(order.instrument(), (instrument, before) -> with(before, order));
    }
    return new Cover(held.values());
  }

  private static Held with(Held held, Out order) {
    return order.side() == Side.SELL
        ? held.ordered(order.quantity(), BigDecimal.ZERO)
        : held.ordered(BigDecimal.ZERO, order.quantity());
  }

  private Held held(Instrument instrument) {
    if (facts.positionTrouble(instrument).isPresent()) {
      return new Held(instrument, MOST.negate(), MOST, BigDecimal.ZERO, BigDecimal.ZERO);
    }
    Held shown = Held.exactly(instrument, facts.quantity(instrument));
    return rows.getOrDefault(instrument, List.of()).stream()
        .map(this::bounded)
        .reduce(
            shown,
            (one, other) ->
                new Held(
                    instrument,
                    one.least().min(other.least()),
                    one.most().max(other.most()),
                    BigDecimal.ZERO,
                    BigDecimal.ZERO));
  }

  /**
   * A read may hide fills of stops; of what is somebody else's nobody here knows more than that.
   */
  private Held bounded(PositionRow row) {
    BigDecimal shown = facts.quantity(row.instrument());
    if (row.status() == PositionStatus.CLAIMED_BY || row.status() == PositionStatus.HANDED_OVER) {
      return Held.exactly(row.instrument(), shown);
    }
    BigDecimal left = row.startQuantity().abs().subtract(row.explained()).max(BigDecimal.ZERO);
    BigDecimal expected = row.startQuantity().signum() < 0 ? left.negate() : left;
    return new Held(
        row.instrument(),
        shown.min(expected),
        shown.max(expected),
        BigDecimal.ZERO,
        BigDecimal.ZERO);
  }
}
