package io.estop.bench.flatten;

import io.estop.embedded.Stack;
import io.estop.embedded.StackTokens;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import io.estop.venues.Answer;
import io.estop.venues.VenueOrder;
import io.estop.venues.alpaca.AlpacaSettings;
import io.estop.venues.alpaca.AlpacaVenue;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The baseline: the same job over the same adapter, in one process's memory. Cancels all and
 * confirms, reads positions and quotes, closes each, asks by client order id, chases partial fills,
 * reads twice. Records nothing, survives nothing.
 */
final class BareClient implements AutoCloseable {

  private static final int MOST_READS = 100;
  private static final long BETWEEN_READS_MILLIS = 50;

  private final AlpacaVenue venue;
  private final ExecutorService threads;
  private final Clock clock;
  private final long quietMillis = FlattenPlan.QUIET_PERIOD.toMillis();

  BareClient(Stack stack, FlattenPlan plan, Clock clock) {
    this.venue = new AlpacaVenue(settings(stack, plan), clock);
    this.threads = Executors.newFixedThreadPool(plan.parallelism());
    this.clock = clock;
  }

  /** Flattens the account and returns how many orders it sent; the prefix makes ids unique. */
  long flatten(String prefix) {
    cancelAll();
    List<Position> positions = known(venue::positions);
    Map<String, Quote> quotes =
        known(() -> venue.quotes(positions.stream().map(Position::instrument).toList()));
    AtomicLong sent = new AtomicLong();
    closeAll(prefix, positions, quotes, sent);
    readTwice(quotes);
    return sent.get();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    venue.close();
  }

  private void cancelAll() {
    venue.cancelAll();
    for (int pass = 0; pass < MOST_READS; pass++) {
      List<VenueOrder> open = known(venue::openOrders);
      if (open.isEmpty()) {
        return;
      }
      all(open.stream().map(order -> run(() -> venue.cancel(order.orderId()))).toList());
    }
    throw new IllegalStateException("orders were still open after " + MOST_READS + " passes");
  }

  /** A short option goes before what covers it; everything else at once. */
  private void closeAll(
      String prefix, List<Position> positions, Map<String, Quote> quotes, AtomicLong sent) {
    Map<String, CompletableFuture<Void>> shortOptions = new HashMap<>();
    List<CompletableFuture<Void>> others = new java.util.ArrayList<>();
    int number = 0;
    for (Position position : positions) {
      if (isShortOption(position)) {
        BareClose close = close(prefix + ++number, position, quotes, sent);
        shortOptions.merge(
            position.instrument().underlying(), run(close), CompletableFuture::allOf);
      }
    }
    for (Position position : positions) {
      Quote quote = quotes.get(position.instrument().symbol());
      if (!isShortOption(position) && !isWorthless(position, quote)) {
        BareClose close = close(prefix + ++number, position, quotes, sent);
        others.add(
            shortOptions
                .getOrDefault(
                    position.instrument().underlying(), CompletableFuture.completedFuture(null))
                .thenRunAsync(close, threads));
      }
    }
    all(List.copyOf(shortOptions.values()));
    all(others);
  }

  private BareClose close(
      String id, Position position, Map<String, Quote> quotes, AtomicLong sent) {
    Quote quote = quotes.get(position.instrument().symbol());
    if (quote == null) {
      throw new IllegalStateException("no quote of " + position.instrument());
    }
    return new BareClose(venue, clock, new BareClose.Job(id, position, quote, sent));
  }

  private void readTwice(Map<String, Quote> quotes) {
    for (int tries = 0; tries < MOST_READS; tries++) {
      boolean first = showsNothing(quotes);
      pause(quietMillis);
      if (first && showsNothing(quotes)) {
        return;
      }
    }
    throw new IllegalStateException("the book was not flat after " + MOST_READS + " reads");
  }

  private boolean showsNothing(Map<String, Quote> quotes) {
    return known(venue::openOrders).isEmpty()
        && known(venue::positions).stream()
            .allMatch(held -> isWorthless(held, quotes.get(held.instrument().symbol())));
  }

  private static boolean isShortOption(Position position) {
    return position.instrument().isOption() && position.quantity().signum() < 0;
  }

  private static boolean isWorthless(
      Position position, @org.jspecify.annotations.Nullable Quote quote) {
    Instrument instrument = position.instrument();
    return instrument.isOption()
        && position.quantity().signum() > 0
        && quote != null
        && quote.hasNoBid();
  }

  private CompletableFuture<Void> run(Runnable work) {
    return CompletableFuture.runAsync(work, threads);
  }

  private static void all(List<CompletableFuture<Void>> works) {
    CompletableFuture.allOf(works.toArray(CompletableFuture[]::new)).join();
  }

  private static <T> T known(Supplier<Answer<T>> question) {
    String why = "";
    for (int tries = 0; tries < MOST_READS; tries++) {
      Answer<T> answer = question.get();
      if (answer.known().isPresent()) {
        return answer.known().get();
      }
      why = answer.failure().orElse("");
      pause(BETWEEN_READS_MILLIS);
    }
    throw new IllegalStateException("the venue did not answer " + MOST_READS + " times: " + why);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static AlpacaSettings settings(Stack stack, FlattenPlan plan) {
    StackTokens keys = stack.tokens();
    URI address = stack.paperService().address();
    return new AlpacaSettings(
        Stack.ACCOUNT.venue(),
        Stack.ACCOUNT.id(),
        address,
        address,
        keys.venueKeyId(),
        keys.venueSecretKey(),
        FlattenPlan.REQUEST_TIMEOUT,
        FlattenPlan.REQUESTS_PER_MINUTE,
        plan.parallelism());
  }
}
