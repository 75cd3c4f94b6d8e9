package io.estop.embedded.demo;

import io.estop.embedded.client.Answer;
import io.estop.embedded.client.CallFailure;
import io.estop.embedded.client.PaperClient;
import io.estop.embedded.portfolio.Portfolio;
import io.estop.embedded.portfolio.SeedInstrument;
import io.estop.embedded.process.Await;
import io.estop.model.trading.AssetClass;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The demo's own trading component: on one thread it places a small limit order far below the
 * market and cancels the one before, as long as the gate lets it.
 */
final class DemoTrader implements AutoCloseable {

  private static final long EVERY_MILLIS = 200;
  private static final BigDecimal FAR_BELOW = new BigDecimal("0.80");

  private final PaperClient venue;
  private final OrderGate gate;
  private final SeedInstrument instrument;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(DemoTrader::daemon);

  /** Written by the trading thread, read by the one that reports. */
  private final AtomicLong sent = new AtomicLong();

  private final AtomicLong denied = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong attempts = new AtomicLong();

  /** Touched by the trading thread alone. */
  private String workingOrder = "";

  private DemoTrader(PaperClient venue, OrderGate gate, SeedInstrument instrument) {
    this.venue = venue;
    this.gate = gate;
    this.instrument = instrument;
  }

  /** Starts trading in the first equity of the portfolio, else in whatever has a bid. */
  static DemoTrader start(PaperClient venue, OrderGate gate, Portfolio portfolio) {
    DemoTrader trader = new DemoTrader(venue, gate, choose(portfolio));
    trader.thread.scheduleWithFixedDelay(trader::trade, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    return trader;
  }

  /** Returns how many orders the venue has taken from it so far. */
  long ordersSent() {
    return sent.get();
  }

  /** Returns how many orders the gate has denied so far. */
  long ordersDenied() {
    return denied.get();
  }

  /** Waits until so many orders have been taken in all; returns whether they have. */
  boolean awaitOrders(long count, Duration bound) {
    return Await.until(() -> sent.get() >= count, bound);
  }

  @Override
  public void close() {
    thread.shutdownNow();
    gate.close();
  }

  private void trade() {
    try {
      cancelWorkingOrder();
      String orderId = "demo-trader-" + attempts.incrementAndGet();
      if (!gate.enter(orderId, instrument.symbol(), BigDecimal.ONE)) {
        denied.incrementAndGet();
        return;
      }
      try {
        send(orderId);
      } finally {
        gate.exit();
      }
    } catch (CallFailure e) {
      // The venue is on its way up or down: counted, and tried again with the next order.
      failed.incrementAndGet();
    }
  }

  private void cancelWorkingOrder() {
    if (!workingOrder.isEmpty()) {
      venue.cancel(workingOrder);
      workingOrder = "";
    }
  }

  private void send(String orderId) {
    Answer answer = venue.submit(order(orderId));
    if (answer.isSuccess()) {
      workingOrder = answer.body().path("id").asString("");
      sent.incrementAndGet();
    } else {
      failed.incrementAndGet();
    }
  }

  private Map<String, String> order(String orderId) {
    BigDecimal price =
        instrument
            .quote()
            .bid()
            .multiply(FAR_BELOW)
            .setScale(2, RoundingMode.DOWN)
            .max(new BigDecimal("0.01"));
    return Map.of(
        "symbol", instrument.symbol(),
        "qty", "1",
        "side", "buy",
        "type", "limit",
        "limit_price", price.toPlainString(),
        "time_in_force", "gtc",
        "client_order_id", orderId);
  }

  private static SeedInstrument choose(Portfolio portfolio) {
    Optional<SeedInstrument> equity =
        portfolio.instruments().stream()
            .filter(i -> i.assetClass() == AssetClass.US_EQUITY)
            .findFirst();
    return equity.orElseGet(() -> portfolio.instruments().get(0));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "demo-trader");
    thread.setDaemon(true);
    return thread;
  }
}
