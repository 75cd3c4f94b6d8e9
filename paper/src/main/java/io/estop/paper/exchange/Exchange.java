package io.estop.paper.exchange;

import io.estop.model.trading.TradingCalendar;
import io.estop.paper.account.Account;
import io.estop.paper.account.AuditReport;
import io.estop.paper.account.Position;
import io.estop.paper.book.Book;
import io.estop.paper.book.Level;
import io.estop.paper.faults.FaultSwitch;
import io.estop.paper.market.AssetClass;
import io.estop.paper.market.Instrument;
import io.estop.paper.market.MarketClock;
import io.estop.paper.order.Order;
import io.estop.paper.order.OrderRequest;
import io.estop.paper.order.OrderView;
import io.estop.paper.order.Side;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The paper venue. Every public method takes its one lock, so any thread may call any of them, and
 * each is one moment of the market. Throws {@link Refusal} where Alpaca would answer an error.
 */
public final class Exchange {
  private final Clock wall;
  private final FaultSwitch faults;
  private final Duration acknowledgeAfter;
  private final List<Consumer<OrderEvent>> listeners = new CopyOnWriteArrayList<>();
  private Seeding seeding;
  private World world;
  private Switches switches;
  private Matching matching;
  private OrderDesk desk;

  /** Opens with that seeding; a zero duration acknowledges orders in the answer itself. */
  public Exchange(Clock wall, FaultSwitch faults, Duration acknowledgeAfter, Seeding seeding) {
    this.wall = wall;
    this.faults = faults;
    this.acknowledgeAfter = acknowledgeAfter;
    this.seeding = seeding;
    this.world = new World(seeding, new MarketClock(wall, seeding.asOf()));
    this.switches = new Switches();
    this.matching = new Matching(world, switches, faults, acknowledgeAfter, this::tell);
    this.desk = new OrderDesk(world, switches, matching);
    openWith(seeding);
  }

  /** Replaces market, account, orders, pauses and counters. Faults stay as they are. */
  public synchronized void seed(Seeding next) {
    World opened = new World(next, new MarketClock(wall, next.asOf()));
    seeding = next;
    world = opened;
    switches = new Switches();
    matching = new Matching(world, switches, faults, acknowledgeAfter, this::tell);
    desk = new OrderDesk(world, switches, matching);
    openWith(next);
  }

  /** Adds a listener, called under the lock: it must not block. */
  public void listen(Consumer<OrderEvent> listener) {
    listeners.add(listener);
  }

  /** Moves what is due: the countdown first, acknowledgements, expiries, resting orders. */
  public synchronized void tick() {
    countDown();
    matching.tick();
  }

  /** Places an order and returns it as it stands after matching. */
  public synchronized OrderView place(OrderRequest request) {
    return desk.place(request);
  }

  /** Replaces an open order and returns the new one. */
  public synchronized OrderView replace(UUID id, Replacement replacement) {
    return desk.replace(id, replacement);
  }

  /** Cancels an open order. */
  public synchronized void cancel(UUID id) {
    desk.cancel(id);
  }

  /** Cancels all open orders and returns their ids. */
  public synchronized List<UUID> cancelAll() {
    List<Order> open = world.orders().open();
    open.forEach(desk::cancel);
    return open.stream().map(Order::id).toList();
  }

  /**
   * Arms or renews the countdown: all open orders are cancelled when it runs out, once. Zero
   * disarms. One that has run out already is not saved by being late.
   *
   * @param time not negative
   * @return when it is due by the market's clock, empty where it is disarmed
   */
  public synchronized Optional<Instant> cancelAllAfter(Duration time) {
    countDown();
    Instant due = time.isZero() ? null : world.now().plus(time);
    switches.cancelAllAt(due);
    return Optional.ofNullable(due);
  }

  private void countDown() {
    if (switches.ranOut(world.now())) {
      cancelAll();
    }
  }

  /** Places the order that closes a position or a part of it. */
  public synchronized OrderView close(
      String symbol, @Nullable BigDecimal qty, @Nullable BigDecimal percentage) {
    return desk.close(symbol, qty, percentage);
  }

  public synchronized OrderView order(UUID id) {
    return OrderView.of(world.orders().get(id));
  }

  public synchronized OrderView order(String clientOrderId) {
    return OrderView.of(world.orders().get(clientOrderId));
  }

  /** Returns the orders asked for, newest first unless asked otherwise. */
  public synchronized List<OrderView> orders(OrderQuery query) {
    boolean openOnly = Boolean.TRUE.equals(query.open());
    List<Order> orders = openOnly ? world.orders().open() : world.orders().all();
    List<OrderView> found = new ArrayList<>();
    for (int i = 0; i < orders.size() && found.size() < query.limit(); i++) {
      Order order = orders.get(query.oldestFirst() ? i : orders.size() - 1 - i);
      if (query.matches(order)) {
        found.add(OrderView.of(order));
      }
    }
    return found;
  }

  /** Returns all positions. */
  public synchronized List<PositionView> positions() {
    List<PositionView> views = new ArrayList<>();
    world
        .account()
        .positions()
        .forEach(
            (symbol, position) -> {
              Book book = world.book(symbol);
              views.add(PositionView.of(book, position, world.quote(book)));
            });
    return views;
  }

  /** Returns the position in a symbol or asset id. */
  public synchronized PositionView position(String symbolOrId) {
    Book book = world.find(symbolOrId).orElseThrow(() -> OrderDesk.noPosition(symbolOrId));
    var position = world.account().position(book.instrument().symbol());
    if (position == null) {
      throw OrderDesk.noPosition(symbolOrId);
    }
    return PositionView.of(book, position, world.quote(book));
  }

  public synchronized Valuation valuation() {
    return Valuation.of(world);
  }

  /** Returns all instruments, in the order of seeding. */
  public synchronized List<Instrument> instruments() {
    return world.books().stream().map(Book::instrument).toList();
  }

  public synchronized Optional<Instrument> instrument(String symbolOrId) {
    return world.find(symbolOrId).map(Book::instrument);
  }

  /** Returns the quotes of the known ones among these symbols. */
  public synchronized List<Priced> quotes(Collection<String> symbols) {
    List<Priced> quotes = new ArrayList<>(symbols.size());
    for (String symbol : symbols) {
      world
          .find(symbol)
          .ifPresent(book -> quotes.add(new Priced(book.instrument(), world.quote(book))));
    }
    return quotes;
  }

  /** Returns the makers' levels of one side, best first. */
  public synchronized List<Level> levels(String symbol, Side makers) {
    Book book = world.book(symbol);
    book.advance(world.now());
    return book.against(makers.opposite());
  }

  public synchronized Instant now() {
    return world.now();
  }

  /** Returns whether the equity session is open. */
  public synchronized boolean isOpen() {
    boolean closed = Boolean.TRUE.equals(faults.faults().marketClosed());
    return Switches.inSession(AssetClass.US_EQUITY, world.now(), closed);
  }

  /** Returns since when the whole venue is paused, empty where it trades. */
  public synchronized Optional<Instant> pausedSince() {
    return switches.venuePausedSince();
  }

  public synchronized long seed() {
    return seeding.seed();
  }

  public synchronized boolean tradeSuspended() {
    return switches.tradeSuspended();
  }

  public synchronized boolean noShorting() {
    return switches.noShorting();
  }

  /** Changes the account's configuration; null leaves a switch as it is. */
  public synchronized void configure(@Nullable Boolean suspendTrade, @Nullable Boolean noShorting) {
    if (suspendTrade != null) {
      switches.suspendTrade(suspendTrade);
    }
    if (noShorting != null) {
      switches.forbidShorting(noShorting);
    }
  }

  /** Pauses or resumes these symbols, or the whole venue for null. */
  public synchronized Set<String> pause(@Nullable List<String> symbols, boolean paused) {
    if (symbols == null) {
      switches.pauseVenue(paused, world.now());
    } else {
      switches.pause(symbols, paused);
    }
    matching.tick();
    return switches.paused();
  }

  /** Moves the prices of these symbols, or of all for null, and returns how many moved. */
  public synchronized int shiftPrices(double percent, @Nullable List<String> symbols) {
    Set<String> chosen = symbols == null ? Set.of() : new HashSet<>(symbols);
    int moved = 0;
    for (Book book : world.books()) {
      if (symbols == null || chosen.contains(book.instrument().symbol())) {
        book.advance(world.now());
        book.shift(percent);
        moved++;
      }
    }
    matching.tick();
    return moved;
  }

  /** Puts another position there, or none where its quantity is 0, that nobody traded here. */
  public synchronized void reposition(String symbol, Position position) {
    world.account().seed(world.book(symbol).instrument().symbol(), position);
  }

  /** Moves cash in, or out where negative. */
  public synchronized void transfer(BigDecimal amount) {
    world.account().transfer(now().atZone(TradingCalendar.NEW_YORK).toLocalDate(), amount);
  }

  /** Returns the cash that was moved, in the order of time. */
  public synchronized List<Account.Transfer> transfers() {
    return world.account().transfers();
  }

  /** Counts a request of the account's key. */
  public synchronized void requestReceived(boolean overQuota) {
    world.audit().requestReceived(overQuota);
  }

  /** Counts an order request that the fault filter left without an answer. */
  public synchronized void requestUnanswered(boolean tookEffect) {
    world.audit().requestUnanswered(tookEffect);
  }

  public synchronized AuditReport audit() {
    return world.audit().report();
  }

  private void openWith(Seeding opened) {
    opened.orders().forEach(desk::place);
    world.account().startDayWith(Valuation.of(world).equity());
  }

  private void tell(OrderEvent event) {
    listeners.forEach(listener -> listener.accept(event));
  }
}
