package io.estop.bench.simulation;

import io.estop.model.trading.Account;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import io.estop.venues.MarketClock;
import io.estop.venues.NewOrder;
import io.estop.venues.NewOrder.TimeInForce;
import io.estop.venues.OrderStatus;
import io.estop.venues.OrderType;
import io.estop.venues.Refusal;
import io.estop.venues.Submission;
import io.estop.venues.Venue.Cancellation;
import io.estop.venues.VenueOrder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * One account at a venue: the truth of what is held and ordered there, and what the venue says of
 * it. Orders arrive as events; between them prices move, resting orders fill, and others trade.
 */
final class Exchange {
  static final String OURS = "estop:";

  /** Longest that a read hides a fill; the engine counts on a minute. */
  private static final Duration STALE = Duration.ofSeconds(30);

  /** Longest that an order is not found by its client order id, or shown in the list. */
  private static final Duration UNINDEXED = Door.REQUEST.dividedBy(2);

  /** Longest that a book is shown empty; shorter than the quiet period between two reads. */
  private static final int EMPTY_MILLIS = 300;

  /** After it showed an empty book a venue does not do so again at once: two reads are enough. */
  private static final Duration HONEST = Duration.ofSeconds(5);

  /** Longest from the reads by which an order was decided until it arrives. */
  private static final Duration DECIDED = Door.REQUEST.multipliedBy(12);

  private static final Duration MOMENT = Duration.ofMillis(150);

  final Account account;
  private final Turns turns;
  private final Watch watch;
  private final Random random;
  private final Trouble trouble;
  private final Map<Instrument, BigDecimal> held = new LinkedHashMap<>();
  private final Map<Instrument, Market> markets = new LinkedHashMap<>();
  private final Map<String, Live> orders = new LinkedHashMap<>();
  private final List<Hidden> hidden = new ArrayList<>();
  private Instant emptyUntil = Instant.EPOCH;
  private Instant closedUntil = Instant.EPOCH;
  private boolean locked;
  private final List<NewOrder> onTheWay = new ArrayList<>();
  private final Map<Instrument, Instant> changedByOthers = new HashMap<>();
  private final List<Opened> openedByOthers = new ArrayList<>();
  private int numbered;

  /** What somebody would pay; moves within a few steps of where it began. */
  private static final class Market {
    final BigDecimal bid;
    final BigDecimal ask;
    final BigDecimal step;
    final BigDecimal depth;
    int moved;
    Instant pausedUntil = Instant.EPOCH;

    Market(BigDecimal bid, BigDecimal ask, BigDecimal step, BigDecimal depth) {
      this.bid = bid;
      this.ask = ask;
      this.step = step;
      this.depth = depth;
    }

    BigDecimal touch(Side side) {
      BigDecimal base = side == Side.SELL ? bid : ask;
      return base.signum() == 0 ? base : base.add(step.multiply(BigDecimal.valueOf(moved)));
    }
  }

  /** An order that the venue took. */
  private static final class Live {
    final NewOrder order;
    final String id;
    final Instant at;
    final Instant shownFrom;
    final OrderType type;
    BigDecimal filled = BigDecimal.ZERO;
    BigDecimal value = BigDecimal.ZERO;
    OrderStatus status = OrderStatus.NEW;

    Live(NewOrder order, String id, Instant at, Instant shownFrom, OrderType type) {
      this.order = order;
      this.id = id;
      this.at = at;
      this.shownFrom = shownFrom;
      this.type = type;
    }

    BigDecimal leaves() {
      return status.isFinal() ? BigDecimal.ZERO : order.quantity().subtract(filled);
    }

    boolean isOurs() {
      return order.clientOrderId().startsWith(OURS);
    }
  }

  /** A short option that somebody else made larger: its cover is theirs to have. */
  private record Opened(Instrument instrument, BigDecimal contracts, Instant at) {}

  /** A fill that reads of positions do not show yet. */
  private record Hidden(
      Instrument instrument, BigDecimal change, Instant at, Instant until, boolean wavers) {}

  Exchange(Account account, Turns turns, Watch watch, Random random, Trouble trouble) {
    this.account = account;
    this.turns = turns;
    this.watch = watch;
    this.random = random;
    this.trouble = trouble;
  }

  // ---- what the world begins with

  void lists(Instrument instrument, String bid, String ask, String step, String depth) {
    markets.put(
        instrument,
        new Market(
            new BigDecimal(bid), new BigDecimal(ask), new BigDecimal(step), new BigDecimal(depth)));
  }

  void holds(Instrument instrument, BigDecimal quantity) {
    held.merge(instrument, quantity, BigDecimal::add);
  }

  /** An order of somebody else, there from the beginning. */
  void foreign(String id, Instrument instrument, Side side, BigDecimal quantity, OrderType type) {
    NewOrder order = new NewOrder(id, instrument, side, quantity, BigDecimal.ONE, TimeInForce.GTC);
    orders.put(id, new Live(order, "f-" + ++numbered, turns.instant(), turns.instant(), type));
  }

  void begin() {
    turns.after(MOMENT, this::moment);
  }

  // ---- what is true

  BigDecimal quantity(Instrument instrument) {
    return held.getOrDefault(instrument, BigDecimal.ZERO);
  }

  Map<Instrument, BigDecimal> held() {
    return held;
  }

  /** Returns orders of anybody that may still fill. */
  List<NewOrder> working() {
    return orders.values().stream()
        .filter(live -> !live.status.isFinal())
        .map(live -> live.order)
        .toList();
  }

  /** Returns orders of stops that have left and that the venue does not have yet. */
  List<NewOrder> onTheWay() {
    return onTheWay.stream().filter(order -> !orders.containsKey(order.clientOrderId())).toList();
  }

  /** Returns whether others changed a position since that moment. */
  boolean isChangedByOthersSince(Instrument instrument, Instant since) {
    return !changedByOthers.getOrDefault(instrument, Instant.EPOCH).isBefore(since);
  }

  /**
   * Returns whether no reads since that moment could show what others opened: it made up for a fill
   * that reads hid, or the venue showed an empty book after it.
   */
  boolean isOpenedBeyondReads(Instrument instrument, Instant firstRead) {
    Instant opened = changedByOthers.getOrDefault(instrument, Instant.EPOCH);
    boolean madeUp =
        hidden.stream()
            .filter(one -> one.instrument().equals(instrument))
            .anyMatch(one -> one.until().isAfter(firstRead) && !opened.isBefore(one.at()));
    return madeUp || (!opened.isBefore(firstRead) && emptyUntil.isAfter(firstRead));
  }

  /** Returns what orders of a stop's position have filled, absolute, by client order id. */
  Map<String, BigDecimal> filledOfStops() {
    Map<String, BigDecimal> filled = new HashMap<>();
    orders.values().stream()
        .filter(Live::isOurs)
        .forEach(live -> filled.put(live.order.clientOrderId(), live.filled));
    return filled;
  }

  boolean isOpen() {
    return !turns.instant().isBefore(closedUntil);
  }

  // ---- time

  private boolean isTroubled() {
    return turns.elapsed().compareTo(trouble.lasts()) < 0;
  }

  private boolean chance(double share) {
    return isTroubled() && random.nextDouble() < share;
  }

  private void moment() {
    for (Map.Entry<Instrument, Market> one : markets.entrySet()) {
      Market market = one.getValue();
      int way = isTroubled() ? random.nextInt(3) - 1 : -Integer.signum(market.moved);
      market.moved = Math.max(-6, Math.min(6, market.moved + way));
      if (chance(trouble.paused())) {
        market.pausedUntil = turns.instant().plusMillis(200 + random.nextInt(4_000));
        watch.tell("paused " + one.getKey());
      }
    }
    if (chance(trouble.paused() / 10)) {
      closedUntil = turns.instant().plusMillis(500 + random.nextInt(5_000));
      watch.tell("closed session of " + account);
    }
    if (chance(trouble.foreign())) {
      somebodyTrades();
    }
    for (Live live : List.copyOf(orders.values())) {
      if (!live.status.isFinal() && live.type == OrderType.LIMIT && random.nextInt(3) == 0) {
        trade(live);
      }
    }
    turns.after(MOMENT, this::moment);
  }

  /** Others open and add; what they close they close by orders that were there for all to see. */
  private void somebodyTrades() {
    List<Instrument> listed = List.copyOf(markets.keySet());
    Instrument instrument = listed.get(random.nextInt(listed.size()));
    BigDecimal before = quantity(instrument);
    BigDecimal more = BigDecimal.valueOf(1 + random.nextInt(5));
    boolean isShort = before.signum() < 0;
    changedByOthers.put(instrument, turns.instant());
    held.put(instrument, isShort ? before.subtract(more) : before.add(more));
    if (isShort && instrument.isOption()) {
      openedByOthers.add(new Opened(instrument, more, turns.instant()));
    }
    watch.tell(
        "somebody made "
            + before.toPlainString()
            + " "
            + instrument
            + " "
            + quantity(instrument).toPlainString());
  }

  // ---- orders

  /** An order of a stop has left: it arrives after so long. */
  void comes(NewOrder order, Duration way, Consumer<Submission> answer) {
    onTheWay.add(order);
    turns.after(
        way,
        () -> {
          onTheWay.remove(order);
          answer.accept(arrive(order));
        });
  }

  /** An order is delivered a second time; what the venue refused nobody delivers again. */
  void comesAgain(NewOrder order, Duration way) {
    turns.after(
        way,
        () -> {
          if (orders.containsKey(order.clientOrderId())) {
            arrive(order);
          }
        });
  }

  private Submission arrive(NewOrder order) {
    Live known = orders.get(order.clientOrderId());
    if (known != null) {
      watch.tell("arrives again " + order.clientOrderId());
      return new Submission.Accepted(shown(known));
    }
    Optional<Refusal> refusal = refusal(order);
    if (refusal.isPresent()) {
      watch.tell("refuses " + order.clientOrderId() + " " + refusal.get());
      return new Submission.Refused(refusal.get(), "refused by the simulated venue");
    }
    Instrument instrument = order.instrument();
    watch.tell(
        "takes "
            + order.clientOrderId()
            + " "
            + order.side()
            + " "
            + order.quantity().toPlainString()
            + " "
            + instrument
            + " at "
            + order.limitPrice().toPlainString()
            + " "
            + order.timeInForce());
    watch.taken(
        order.clientOrderId(),
        order.side(),
        order.quantity(),
        quantity(instrument),
        underWay(order));
    Live live = accept(order);
    trade(live);
    if (order.timeInForce() == TimeInForce.IOC && !live.status.isFinal()) {
      live.status = OrderStatus.CANCELED;
    }
    return new Submission.Accepted(shown(live));
  }

  private Live accept(NewOrder order) {
    Instant shownFrom =
        chance(trouble.hidden())
            ? turns.instant().plusMillis(random.nextInt((int) UNINDEXED.toMillis()))
            : turns.instant();
    Live live = new Live(order, "o-" + ++numbered, turns.instant(), shownFrom, OrderType.LIMIT);
    orders.put(order.clientOrderId(), live);
    return live;
  }

  private BigDecimal underWay(NewOrder order) {
    return orders.values().stream()
        .filter(Live::isOurs)
        .filter(live -> live.order.instrument().equals(order.instrument()))
        .filter(live -> live.order.side() == order.side())
        .map(Live::leaves)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private Optional<Refusal> refusal(NewOrder order) {
    if (locked) {
      return Optional.of(Refusal.ACCOUNT_SUSPENDED);
    }
    Market market = markets.get(order.instrument());
    if (market == null) {
      return Optional.of(Refusal.ASSET_NOT_TRADABLE);
    }
    if (turns.instant().isBefore(market.pausedUntil)) {
      return Optional.of(Refusal.SYMBOL_PAUSED);
    }
    if (chance(trouble.refused())) {
      Refusal[] all = Refusal.values();
      return Optional.of(all[random.nextInt(all.length)]);
    }
    return Optional.empty();
  }

  private void trade(Live live) {
    Market market = markets.get(live.order.instrument());
    Side side = live.order.side();
    if (market == null
        || market.touch(side).signum() == 0
        || turns.instant().isBefore(market.pausedUntil)) {
      return;
    }
    int beyond = live.order.limitPrice().compareTo(market.touch(side));
    if (live.isOurs() ? (side == Side.SELL ? beyond <= 0 : beyond >= 0) : closes(live)) {
      BigDecimal most = live.leaves().min(market.depth);
      fill(live, chance(trouble.partial()) ? part(most) : most, market.touch(side));
    }
  }

  /** Orders of others never do what those of stops are judged by. */
  private boolean closes(Live live) {
    BigDecimal position = quantity(live.order.instrument());
    return position.signum() != 0
        && Side.closing(position) == live.order.side()
        && live.leaves().compareTo(position.abs()) <= 0
        && chance(0.3);
  }

  private BigDecimal part(BigDecimal most) {
    return most.multiply(BigDecimal.valueOf(random.nextInt(100), 2))
        .setScale(most.scale(), RoundingMode.DOWN);
  }

  private void fill(Live live, BigDecimal quantity, BigDecimal price) {
    if (quantity.signum() <= 0) {
      return;
    }
    live.filled = live.filled.add(quantity);
    live.value = live.value.add(quantity.multiply(price));
    live.status = live.leaves().signum() == 0 ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
    Instrument instrument = live.order.instrument();
    Map<Instrument, BigDecimal> before = Map.copyOf(held);
    BigDecimal change = live.order.side() == Side.SELL ? quantity.negate() : quantity;
    held.merge(instrument, change, BigDecimal::add);
    if (!live.isOurs()) {
      watch.tell(
          live.order.clientOrderId() + " of somebody else fills " + quantity.toPlainString());
      return;
    }
    watch.filled(live.order.clientOrderId(), instrument, before, held);
    watch.uncovered(
        live.order.clientOrderId(), instrument, decidedOn(live, before), decidedOn(live, held));
    // Only fills of stops are hidden: a read that hides another's cannot be told from a true one.
    if (chance(trouble.hidden())) {
      Instant until = turns.instant().plusMillis(random.nextInt((int) STALE.toMillis()));
      hidden.add(new Hidden(instrument, change, turns.instant(), until, random.nextBoolean()));
    }
  }

  /** Without shorts that were opened after the venue was read for that order. */
  private Map<Instrument, BigDecimal> decidedOn(Live live, Map<Instrument, BigDecimal> truth) {
    Map<Instrument, BigDecimal> known = new HashMap<>(truth);
    openedByOthers.stream()
        .filter(opened -> !opened.at().isBefore(live.at.minus(DECIDED)))
        .forEach(opened -> known.merge(opened.instrument(), opened.contracts(), BigDecimal::add));
    return known;
  }

  Cancellation cancel(String orderId) {
    Optional<Live> found =
        orders.values().stream()
            .filter(live -> live.id.equals(orderId) && !live.status.isFinal())
            .findFirst();
    found.ifPresent(this::cancelled);
    return found.isPresent() ? Cancellation.REQUESTED : Cancellation.TOO_LATE;
  }

  void cancelAll() {
    orders.values().stream().filter(live -> !live.status.isFinal()).forEach(this::cancelled);
  }

  private void cancelled(Live live) {
    if (chance(0.3)) {
      trade(live);
    }
    if (!live.status.isFinal() && !chance(0.1)) {
      live.status = OrderStatus.CANCELED;
      watch.tell("cancelled " + live.order.clientOrderId());
    }
  }

  boolean suspend(boolean suspended) {
    locked = suspended;
    return locked;
  }

  boolean isLocked() {
    return locked;
  }

  // ---- what the venue says

  List<Position> positions() {
    if (turns.instant().isBefore(emptyUntil)) {
      return List.of();
    }
    boolean mayLie = turns.instant().minus(HONEST).isAfter(emptyUntil);
    if (mayLie && chance(trouble.empty())) {
      emptyUntil = turns.instant().plusMillis(random.nextInt(EMPTY_MILLIS));
      watch.tell("shows no position in " + account);
      return List.of();
    }
    List<Position> shown = new ArrayList<>();
    held.forEach(
        (instrument, quantity) -> {
          BigDecimal told = quantity.subtract(hidden(instrument));
          if (told.signum() != 0) {
            BigDecimal mark = mark(instrument);
            shown.add(new Position(instrument, told, mark, mark));
          }
        });
    return shown;
  }

  private BigDecimal hidden(Instrument instrument) {
    return hidden.stream()
        .filter(one -> one.instrument().equals(instrument))
        .filter(one -> turns.instant().isBefore(one.until()))
        .filter(one -> !one.wavers() || random.nextBoolean())
        .map(Hidden::change)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private BigDecimal mark(Instrument instrument) {
    Market market = markets.get(instrument);
    return market == null ? BigDecimal.ONE : market.bid.max(new BigDecimal("0.01"));
  }

  List<VenueOrder> openOrders() {
    return orders.values().stream()
        .filter(live -> !live.status.isFinal() && isShown(live))
        .map(this::shown)
        .toList();
  }

  Optional<VenueOrder> byClientOrderId(String id) {
    return Optional.ofNullable(orders.get(id)).filter(this::isShown).map(this::shown);
  }

  Optional<VenueOrder> byId(String id) {
    return orders.values().stream().filter(live -> live.id.equals(id)).findFirst().map(this::shown);
  }

  private boolean isShown(Live live) {
    return !turns.instant().isBefore(live.shownFrom);
  }

  Map<String, Quote> quotes(List<Instrument> instruments) {
    Map<String, Quote> quotes = new HashMap<>();
    for (Instrument instrument : instruments) {
      Market market = markets.get(instrument);
      if (market != null && !chance(trouble.quoteless())) {
        BigDecimal bid = market.touch(Side.SELL);
        BigDecimal ask = market.touch(Side.BUY);
        boolean crossed = chance(trouble.quoteless());
        quotes.put(
            instrument.symbol(),
            new Quote(
                crossed ? ask : bid,
                market.depth,
                crossed ? bid : ask,
                market.depth,
                turns.instant()));
      }
    }
    return quotes;
  }

  MarketClock clock() {
    return new MarketClock(turns.instant(), isOpen(), isOpen() ? turns.instant() : closedUntil);
  }

  private VenueOrder shown(Live live) {
    return new VenueOrder(
        live.id,
        live.order.clientOrderId(),
        live.order.instrument(),
        live.order.side(),
        live.order.quantity(),
        live.filled,
        live.filled.signum() == 0
            ? Optional.empty()
            : Optional.of(live.value.divide(live.filled, 9, RoundingMode.HALF_UP)),
        live.status,
        live.at,
        live.type);
  }
}
