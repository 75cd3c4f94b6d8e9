package io.estop.example;

import io.estop.gate.GateListener;
import io.estop.gate.OrderRequest;
import io.estop.gate.TradingGate;
import io.estop.gate.Verdict;
import io.estop.model.EnvironmentId;
import io.estop.model.Scope;
import io.estop.model.ScopeKind;
import io.estop.model.hold.Hold;
import io.estop.model.trading.Account;
import io.estop.model.trading.Side;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A trading engine as simple as one can be, and all that one has to do for the emergency stop:
 *
 * <ol>
 *   <li>one {@link TradingGate} per process, under the name that operations registered;
 *   <li>ask {@link TradingGate#enter} before each order, send, and {@link TradingGate#exit}, on one
 *       thread and with nothing else in between;
 *   <li>listen to "pause now" and take working orders back; cancels always pass;
 *   <li>say why an order was denied.
 * </ol>
 *
 * <p>At every turn it cancels its bids of the turn before and places them anew. A denied bid is
 * tried again at the next turn: nobody has to tell the engine that it may go on.
 */
public final class TradingEngine implements AutoCloseable, GateListener {
  private static final Logger log = System.getLogger(TradingEngine.class.getName());

  private final Settings settings;
  private final OrderEntry venue;
  private final TradingGate gate;
  private final ScheduledExecutorService trading =
      Executors.newSingleThreadScheduledExecutor(TradingEngine::daemon);

  // Written by the trading thread, read by whoever asks.
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong denied = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  // Replaced by any thread, read by the trading thread.
  private volatile List<Bid> bids;

  // Touched by the trading thread alone.
  private final Map<String, String> working = new HashMap<>();
  private final Map<String, Verdict> lastVerdict = new HashMap<>();
  private long attempts;

  /**
   * What the engine is called, and whom it asks.
   *
   * @param component the name under which the component is registered
   * @param account that it trades in
   * @param orderIdPrefix of its client order ids; another one at every start, since a venue takes
   *     each id once
   * @param every between two turns
   */
  public record Settings(
      EnvironmentId environment,
      String component,
      Account account,
      RedisURI redis,
      String orderIdPrefix,
      Duration every) {}

  private TradingEngine(
      Settings settings, OrderEntry venue, List<Bid> bids, List<GateListener> listeners) {
    this.settings = settings;
    this.venue = venue;
    this.bids = List.copyOf(bids);
    TradingGate.Builder building =
        TradingGate.builder(settings.environment(), settings.component(), settings.redis());
    listeners.forEach(building::listener);
    this.gate = building.listener(this).start();
  }

  /**
   * Starts to trade. Every order is denied until the gate has read the board: nothing waits.
   *
   * @param listeners hear of holds beside the engine
   */
  public static TradingEngine start(
      Settings settings, OrderEntry venue, List<Bid> bids, GateListener... listeners) {
    TradingEngine engine = new TradingEngine(settings, venue, bids, List.of(listeners));
    engine.trading.scheduleWithFixedDelay(
        engine::turn, 0, settings.every().toMillis(), TimeUnit.MILLISECONDS);
    return engine;
  }

  /** Changes what is on offer, from the next turn on. From any thread. */
  public void offer(List<Bid> changed) {
    bids = List.copyOf(changed);
  }

  /** Returns how many orders the venue has taken. */
  public long ordersSent() {
    return sent.get();
  }

  /** Returns how many orders the gate has denied. */
  public long ordersDenied() {
    return denied.get();
  }

  /** Returns how many orders the venue has refused or not answered. */
  public long ordersFailed() {
    return failed.get();
  }

  /** Returns the gate: for those who want to look, never to send past the engine. */
  public TradingGate gate() {
    return gate;
  }

  /** "Pause now", on the gate's own thread: what is covered leaves the market at once. */
  @Override
  public void onPause(Hold hold) {
    log.log(Level.WARNING, "pause: stop {0} holds {1}", hold.stopId(), hold.scope());
    trading.execute(() -> takeBack(hold.scope()));
  }

  @Override
  public void onResume(Hold hold) {
    log.log(Level.INFO, "{0} is now {1}", hold.scope(), hold.mode());
  }

  @Override
  public void close() {
    trading.shutdownNow();
    gate.close();
  }

  // The edge of the trading thread: what escaped it would end the trading without a word.
  private void turn() {
    try {
      offerAll();
    } catch (RuntimeException bug) {
      failed.incrementAndGet();
      log.log(Level.ERROR, "a turn failed", bug);
    }
  }

  private void offerAll() {
    for (Bid bid : bids) {
      try {
        cancel(bid.symbol());
        place(bid);
      } catch (IOException silent) {
        // Counted, and the next turn tries again: a venue on its way up or down is no bug.
        failed.incrementAndGet();
        log.log(Level.DEBUG, "{0}: {1}", bid.symbol(), silent.toString());
      } catch (InterruptedException closing) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void place(Bid bid) throws IOException, InterruptedException {
    String orderId = settings.orderIdPrefix() + attempts++;
    Verdict verdict = gate.enter(request(orderId, bid));
    say(bid.symbol(), verdict);
    if (!verdict.allowed()) {
      denied.incrementAndGet();
      return;
    }
    try {
      working.put(bid.symbol(), venue.buy(orderId, bid));
      sent.incrementAndGet();
    } finally {
      gate.exit();
    }
  }

  // It names all that it trades under: a hold on any of these names must find the order. Its one
  // bid is taken back before the next, and nothing fills: it never has a position.
  private OrderRequest request(String orderId, Bid bid) {
    return OrderRequest.order(orderId, settings.account(), bid.symbol())
        .strategy(bid.strategy())
        .size(Side.BUY, bid.quantity(), BigDecimal.ZERO)
        .build();
  }

  private void cancel(String symbol) throws IOException, InterruptedException {
    String order = working.get(symbol);
    if (order != null) {
      venue.cancel(order);
      working.remove(symbol);
    }
  }

  // More than the hold may cover: a bid too many taken back costs one turn.
  private void takeBack(Scope scope) {
    List<String> covered =
        scope.kind() == ScopeKind.SYMBOL ? List.of(scope.id()) : List.copyOf(working.keySet());
    for (String symbol : covered) {
      try {
        cancel(symbol);
      } catch (IOException silent) {
        // It stays in the list; the next turn cancels it.
        log.log(Level.WARNING, "order in {0} was not taken back: {1}", symbol, silent.toString());
      } catch (InterruptedException closing) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  // Said when it changes: an engine that is halted for an hour must not write a line per order.
  private void say(String symbol, Verdict verdict) {
    if (lastVerdict.put(symbol, verdict) != verdict) {
      log.log(Level.INFO, "{0}: orders in {1} are {2}", settings.component(), symbol, verdict);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "trading");
    thread.setDaemon(true);
    return thread;
  }
}
