package io.estop.liquidation;

import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import io.estop.store.MovedClock;
import io.estop.venues.Answer;
import io.estop.venues.MarketClock;
import io.estop.venues.NewOrder;
import io.estop.venues.OpenOrders;
import io.estop.venues.OrderStatus;
import io.estop.venues.OrderType;
import io.estop.venues.Refusal;
import io.estop.venues.Submission;
import io.estop.venues.Venue;
import io.estop.venues.VenueOrder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A venue in memory that misbehaves by its seed, and keeps the book by which a test judges: what
 * was sold twice or turned around is written into {@link #crimes}. One call at a time; each call
 * takes a moment on the test's clock.
 */
final class FakeVenue implements Venue {
  static final Duration REQUEST = Duration.ofMillis(200);

  /** Longest that a read may hide a fill. */
  private static final Duration STALE = Duration.ofSeconds(30);

  final Account account;
  final MovedClock clock;
  final Random random;
  final Map<Instrument, BigDecimal> held = new LinkedHashMap<>();
  final Map<Instrument, BigDecimal> marks = new HashMap<>();
  final Map<String, Quote> quotes = new HashMap<>();
  final Map<String, Live> orders = new LinkedHashMap<>();
  private final Map<String, OrderType> types = new HashMap<>();
  final List<Late> late = new ArrayList<>();
  final List<String> story = new ArrayList<>();
  final List<String> crimes = new ArrayList<>();
  final Set<String> silent = new HashSet<>();
  final Map<String, BigDecimal> lies = new HashMap<>();
  private final Map<String, Instant> lieEnds = new HashMap<>();
  final Set<String> paused = new HashSet<>();

  /** Symbols whose orders it refuses, and why. */
  final Map<String, Refusal> refusing = new HashMap<>();

  /** Open orders that nobody can read. */
  final List<OpenOrders.Unreadable> doubtful = new ArrayList<>();

  /** Orders that its quota has room for; each that it is sent takes one. */
  int room = Integer.MAX_VALUE;

  /** How often positions were asked for. */
  int reads;

  /** Symbols that have not been quoted since their quote was set. */
  final Set<String> stale = new HashSet<>();

  boolean open = true;
  boolean locked;
  String breaksOn = "";

  /** What the book bears at a time. */
  BigDecimal most = new BigDecimal("1000000");

  Optional<Duration> countdown = Optional.empty();
  boolean forDrills;
  double trouble;
  Runnable betweenSteps = () -> {};
  private int numbered;

  /** An order at the venue. */
  static final class Live {
    final NewOrder order;
    final String id;
    final Instant at;
    BigDecimal filled = BigDecimal.ZERO;
    OrderStatus status = OrderStatus.NEW;

    Live(NewOrder order, String id, Instant at) {
      this.order = order;
      this.id = id;
      this.at = at;
    }
  }

  /** An order on its way that arrives later. */
  record Late(NewOrder order, Instant arrivesAt) {}

  FakeVenue(Account account, MovedClock clock, long seed) {
    this.account = account;
    this.clock = clock;
    this.random = new Random(seed);
  }

  FakeVenue holds(String symbol, AssetClass assetClass, String quantity, String bid, String ask) {
    Instrument instrument = new Instrument(symbol, assetClass);
    held.put(instrument, new BigDecimal(quantity));
    marks.put(instrument, new BigDecimal(bid).max(new BigDecimal("0.01")));
    quotes(symbol, bid, ask);
    return this;
  }

  void quotes(String symbol, String bid, String ask) {
    quotes.put(
        symbol,
        new Quote(
            new BigDecimal(bid),
            BigDecimal.TEN,
            new BigDecimal(ask),
            BigDecimal.TEN,
            clock.instant()));
  }

  /** An order of somebody else. */
  String foreign(String clientOrderId, Instrument instrument, Side side, String quantity) {
    NewOrder order =
        new NewOrder(
            clientOrderId,
            instrument,
            side,
            new BigDecimal(quantity),
            BigDecimal.ONE,
            NewOrder.TimeInForce.GTC);
    return accept(order).id;
  }

  /** An order of somebody else that waits for the price to turn. */
  String guarding(String clientOrderId, Instrument instrument, Side side, String quantity) {
    types.put(clientOrderId, OrderType.STOP);
    return foreign(clientOrderId, instrument, side, quantity);
  }

  BigDecimal quantity(String symbol) {
    return held.entrySet().stream()
        .filter(one -> one.getKey().symbol().equals(symbol))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(BigDecimal.ZERO);
  }

  List<NewOrder> taken(String symbol) {
    return orders.values().stream()
        .map(live -> live.order)
        .filter(order -> order.instrument().symbol().equals(symbol))
        .toList();
  }

  /** What was asked of the venue to change something, as words. */
  List<String> story() {
    return List.copyOf(story);
  }

  @Override
  public Account account() {
    return account;
  }

  @Override
  public synchronized Answer<AccountState> accountState() {
    step();
    return new Answer.Known<>(new AccountState(account.id(), BigDecimal.TEN));
  }

  @Override
  public synchronized Answer<List<Position>> positions() {
    step();
    reads++;
    if (isSilent("positions")) {
      return new Answer.Missing<>("positions: no answer");
    }
    endLies();
    List<Position> shown = new ArrayList<>();
    held.forEach(
        (instrument, quantity) -> {
          BigDecimal told = lies.getOrDefault(instrument.symbol(), quantity);
          if (told.signum() != 0) {
            BigDecimal mark = marks.getOrDefault(instrument, BigDecimal.ONE);
            shown.add(new Position(instrument, told, mark, mark));
          }
        });
    if (chance(0.3)) {
      lies.clear();
    }
    return new Answer.Known<>(shown);
  }

  private void endLies() {
    lieEnds.forEach(
        (symbol, end) -> {
          if (clock.instant().isAfter(end)) {
            lies.remove(symbol);
          }
        });
    lieEnds.values().removeIf(end -> clock.instant().isAfter(end));
  }

  @Override
  public synchronized Answer<List<VenueOrder>> openOrders() {
    step();
    if (isSilent("openOrders")) {
      return new Answer.Missing<>("open orders: no answer");
    }
    return new Answer.Known<>(
        orders.values().stream().filter(live -> !live.status.isFinal()).map(this::shown).toList());
  }

  @Override
  public synchronized Answer<OpenOrders> readableOpenOrders() {
    return openOrders().map(readable -> new OpenOrders(readable, doubtful));
  }

  @Override
  public synchronized Answer<Optional<VenueOrder>> orderByClientOrderId(String clientOrderId) {
    step();
    if (isSilent("orderByClientOrderId")) {
      return new Answer.Missing<>("order: no answer");
    }
    return new Answer.Known<>(Optional.ofNullable(orders.get(clientOrderId)).map(this::shown));
  }

  @Override
  public synchronized Answer<Optional<VenueOrder>> order(String orderId) {
    step();
    return new Answer.Known<>(byId(orderId).map(this::shown));
  }

  @Override
  public synchronized Answer<Map<String, Quote>> quotes(Collection<Instrument> instruments) {
    step();
    if (isSilent("quotes")) {
      return new Answer.Missing<>("quotes: no answer");
    }
    Map<String, Quote> answer = new HashMap<>(quotes);
    answer.replaceAll((symbol, quote) -> stale.contains(symbol) ? quote : fresh(quote));
    answer.keySet().retainAll(instruments.stream().map(Instrument::symbol).toList());
    return new Answer.Known<>(answer);
  }

  /** A venue that quotes at all says the same again and again. */
  private Quote fresh(Quote quote) {
    return new Quote(quote.bid(), quote.bidSize(), quote.ask(), quote.askSize(), clock.instant());
  }

  @Override
  public synchronized Answer<MarketClock> clock() {
    step();
    return new Answer.Known<>(
        new MarketClock(clock.instant(), open, clock.instant().plus(Duration.ofHours(12))));
  }

  @Override
  public synchronized Duration untilRoomFor(int orders) {
    return orders <= room ? Duration.ZERO : Duration.ofSeconds(20);
  }

  @Override
  public synchronized Submission submit(NewOrder order, Instant sendBy) {
    step();
    room--;
    if (clock.instant().isAfter(sendBy)) {
      return new Submission.NotSent("too late");
    }
    if (order.instrument().symbol().equals(breaksOn)) {
      throw new IllegalStateException("a bug in the adapter");
    }
    if (silent.contains("budget") || chance(0.1)) {
      return new Submission.NotSent("the request budget is used up");
    }
    story.add("submit " + order.clientOrderId());
    if (silent.contains("submit.lost")) {
      return new Submission.Unanswered("no answer");
    }
    if (silent.contains("submit.took") || chance(0.15)) {
      arrive(order);
      return new Submission.Unanswered("no answer");
    }
    if (silent.contains("submit.late") || chance(0.1)) {
      long millis = random.nextInt((int) REQUEST.toMillis());
      late.add(new Late(order, clock.instant().plusMillis(millis)));
      return new Submission.Unanswered("no answer");
    }
    if (chance(0.05)) {
      return new Submission.Unanswered("no answer");
    }
    return arrive(order);
  }

  /** The order has reached the venue. */
  private Submission arrive(NewOrder order) {
    Live known = orders.get(order.clientOrderId());
    if (known != null) {
      return new Submission.Accepted(shown(known));
    }
    if (locked) {
      return new Submission.Refused(Refusal.ACCOUNT_SUSPENDED, "the account is suspended");
    }
    Refusal refusal = refusing.get(order.instrument().symbol());
    if (refusal != null) {
      return new Submission.Refused(refusal, "refused by the test");
    }
    if (paused.contains(order.instrument().symbol()) || chance(0.1)) {
      return new Submission.Refused(Refusal.SYMBOL_PAUSED, "paused");
    }
    Live live = accept(order);
    judge(order);
    trade(live);
    if (order.timeInForce() == NewOrder.TimeInForce.IOC && !live.status.isFinal()) {
      live.status = OrderStatus.CANCELED;
    }
    return new Submission.Accepted(shown(live));
  }

  private Live accept(NewOrder order) {
    Live live = new Live(order, "o-" + ++numbered, clock.instant());
    orders.put(order.clientOrderId(), live);
    return live;
  }

  /** Two open orders of ours, or one larger than the position, are what must never be. */
  private void judge(NewOrder order) {
    BigDecimal position = held.getOrDefault(order.instrument(), BigDecimal.ZERO);
    BigDecimal underWay =
        orders.values().stream()
            .filter(live -> live.order.instrument().equals(order.instrument()))
            .filter(live -> live.order.side() == order.side() && !live.status.isFinal())
            .map(live -> live.order.quantity().subtract(live.filled))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    if (underWay.compareTo(position.abs()) > 0
        || position.signum() == 0
        || Side.closing(position) != order.side()) {
      crimes.add(order + " against a position of " + position + " with " + underWay + " open");
    }
  }

  private void trade(Live live) {
    Quote quote = quotes.get(live.order.instrument().symbol());
    if (quote == null || quote.touch(live.order.side()).signum() == 0) {
      return;
    }
    BigDecimal touch = quote.touch(live.order.side());
    boolean meets =
        live.order.side() == Side.SELL
            ? live.order.limitPrice().compareTo(touch) <= 0
            : live.order.limitPrice().compareTo(touch) >= 0;
    if (meets) {
      BigDecimal leaves = live.order.quantity().subtract(live.filled);
      fill(live, chance(0.4) ? part(leaves) : leaves.min(most));
    }
  }

  private BigDecimal part(BigDecimal leaves) {
    BigDecimal share = BigDecimal.valueOf(random.nextInt(100), 2);
    return leaves.multiply(share).setScale(leaves.scale(), RoundingMode.DOWN);
  }

  private void fill(Live live, BigDecimal quantity) {
    if (quantity.signum() == 0) {
      return;
    }
    live.filled = live.filled.add(quantity);
    boolean full = live.filled.compareTo(live.order.quantity()) == 0;
    live.status = full ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
    Instrument instrument = live.order.instrument();
    BigDecimal before = held.getOrDefault(instrument, BigDecimal.ZERO);
    BigDecimal after =
        live.order.side() == Side.SELL ? before.subtract(quantity) : before.add(quantity);
    if (after.signum() * before.signum() < 0 || after.abs().compareTo(before.abs()) > 0) {
      crimes.add(live.order + " turned " + before + " into " + after);
    }
    held.put(instrument, after);
    // About fills of others no lie is told: a stale read that hides one cannot be told from a true
    // one, and only the venue's own reduce-only check guards against it.
    if (live.order.clientOrderId().startsWith("estop") && chance(0.1)) {
      lies.put(instrument.symbol(), before);
      lieEnds.put(instrument.symbol(), clock.instant().plus(STALE));
    }
  }

  @Override
  public synchronized Answer<Cancellation> cancel(String orderId) {
    step();
    if (orderId.equals(breaksOn)) {
      throw new IllegalStateException("a bug in the adapter");
    }
    story.add("cancel " + orderId);
    if (silent.contains("cancel") || chance(0.1)) {
      return new Answer.Missing<>("cancel: no answer");
    }
    Optional<Live> live = byId(orderId).filter(one -> !one.status.isFinal());
    live.ifPresent(this::cancelled);
    return new Answer.Known<>(live.isPresent() ? Cancellation.REQUESTED : Cancellation.TOO_LATE);
  }

  private void cancelled(Live live) {
    if (chance(0.3)) {
      trade(live);
    }
    if (!live.status.isFinal()) {
      live.status = OrderStatus.CANCELED;
    }
  }

  @Override
  public synchronized Answer<Cancellation> cancelAll() {
    step();
    story.add("cancel all");
    orders.values().stream().filter(live -> !live.status.isFinal()).forEach(this::cancelled);
    return new Answer.Known<>(Cancellation.REQUESTED);
  }

  @Override
  public synchronized Answer<Boolean> tradingSuspended() {
    step();
    return isSilent("suspend")
        ? new Answer.Missing<>("lock: no answer")
        : new Answer.Known<>(locked);
  }

  @Override
  public synchronized Answer<Boolean> suspendTrading(boolean suspended) {
    step();
    if (isSilent("suspend")) {
      return new Answer.Missing<>("lock: no answer");
    }
    story.add(suspended ? "lock" : "unlock");
    locked = suspended;
    return new Answer.Known<>(locked);
  }

  @Override
  public Optional<Duration> countdown() {
    return countdown;
  }

  @Override
  public synchronized Answer<Optional<Instant>> cancelAllAfter(Duration time) {
    story.add("cancel all after " + time.toSeconds());
    return isSilent("countdown")
        ? new Answer.Missing<>("countdown: no answer")
        : new Answer.Known<>(Optional.of(clock.instant().plus(time)).filter(due -> !time.isZero()));
  }

  @Override
  public boolean isForDrills() {
    return forDrills;
  }

  /** Time passes, late orders arrive, resting ones may fill, and a test may break in. */
  private void step() {
    clock.advance(Duration.ofMillis(1));
    late.removeIf(
        one -> {
          boolean due = !clock.instant().isBefore(one.arrivesAt());
          if (due) {
            arrive(one.order());
          }
          return due;
        });
    for (Live live : List.copyOf(orders.values())) {
      if (!live.status.isFinal() && live.order.clientOrderId().startsWith("estop") && chance(0.2)) {
        trade(live);
      }
    }
    betweenSteps.run();
  }

  private boolean isSilent(String call) {
    return silent.contains(call) || chance(0.08);
  }

  private boolean chance(double share) {
    return trouble > 0 && random.nextDouble() < share * trouble;
  }

  private Optional<Live> byId(String orderId) {
    return orders.values().stream().filter(live -> live.id.equals(orderId)).findFirst();
  }

  private VenueOrder shown(Live live) {
    return new VenueOrder(
        live.id,
        live.order.clientOrderId(),
        live.order.instrument(),
        live.order.side(),
        live.order.quantity(),
        live.filled,
        live.filled.signum() == 0 ? Optional.empty() : Optional.of(live.order.limitPrice()),
        live.status,
        live.at,
        types.getOrDefault(live.order.clientOrderId(), OrderType.LIMIT));
  }
}
