package io.estop.breaker.sensor;

import io.estop.model.breaker.meter.Failures;
import io.estop.model.trading.Account;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import io.estop.venues.Answer;
import io.estop.venues.MarketClock;
import io.estop.venues.Partial;
import io.estop.venues.SentOrder;
import io.estop.venues.Statistics;
import io.estop.venues.Transfer;
import io.estop.venues.VenueOrder;
import io.estop.venues.VenueReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A venue's reader that remembers how long answers took and how many did not come. What never left,
 * because our own budget was used up, is no answer of the venue and counts nowhere. Thread-safe.
 */
public final class TimedReader implements VenueReader {
  private static final int MOST = 1_024;

  private final VenueReader venue;
  private final Clock clock;
  private final LongSupplier nanos;
  private final Failures failures;
  // How long the answers since the last look took; guarded by itself.
  private final List<Duration> took = new ArrayList<>();

  /**
   * @param nanos measures, as {@link System#nanoTime}
   * @param failures counts what was asked
   */
  public TimedReader(VenueReader venue, Clock clock, LongSupplier nanos, Failures failures) {
    this.venue = venue;
    this.clock = clock;
    this.nanos = nanos;
    this.failures = failures;
  }

  /** Returns how long each answer took since this was asked last, at most the first 1,024. */
  List<Duration> drain() {
    synchronized (took) {
      List<Duration> all = List.copyOf(took);
      took.clear();
      return all;
    }
  }

  private <T> Answer<T> timed(Supplier<Answer<T>> question) {
    long began = nanos.getAsLong();
    Answer<T> answer = question.get();
    Duration passed = Duration.ofNanos(nanos.getAsLong() - began);
    if (!(answer instanceof Answer.Missing<T> missing) || missing.wasAsked()) {
      failures.tried(answer.failure().isPresent(), clock.instant());
      synchronized (took) {
        if (took.size() < MOST) {
          took.add(passed);
        }
      }
    }
    return answer;
  }

  @Override
  public Account account() {
    return venue.account();
  }

  @Override
  public Answer<AccountState> accountState() {
    return timed(venue::accountState);
  }

  @Override
  public Answer<List<Transfer>> transfersSince(LocalDate day) {
    return timed(() -> venue.transfersSince(day));
  }

  @Override
  public Answer<List<Position>> positions() {
    return timed(venue::positions);
  }

  @Override
  public Answer<Partial<List<Position>>> readablePositions() {
    return timed(venue::readablePositions);
  }

  @Override
  public Answer<List<VenueOrder>> openOrders() {
    return timed(venue::openOrders);
  }

  @Override
  public Answer<List<SentOrder>> ordersSince(Instant since) {
    return timed(() -> venue.ordersSince(since));
  }

  @Override
  public Answer<Optional<VenueOrder>> orderByClientOrderId(String clientOrderId) {
    return timed(() -> venue.orderByClientOrderId(clientOrderId));
  }

  @Override
  public Answer<Optional<VenueOrder>> order(String orderId) {
    return timed(() -> venue.order(orderId));
  }

  @Override
  public Answer<Map<String, Quote>> quotes(Collection<Instrument> instruments) {
    return timed(() -> venue.quotes(instruments));
  }

  @Override
  public Answer<Partial<Map<String, Quote>>> readableQuotes(Collection<Instrument> instruments) {
    return timed(() -> venue.readableQuotes(instruments));
  }

  @Override
  public Statistics statistics(Collection<Instrument> instruments, Instant now, Duration within) {
    return venue.statistics(instruments, now, within);
  }

  @Override
  public boolean hasAccountLock() {
    return venue.hasAccountLock();
  }

  @Override
  public Answer<Boolean> tradingSuspended() {
    return timed(venue::tradingSuspended);
  }

  @Override
  public boolean isForDrills() {
    return venue.isForDrills();
  }

  @Override
  public int ordersPerMinute() {
    return venue.ordersPerMinute();
  }

  @Override
  public int ordersNow() {
    return venue.ordersNow();
  }

  @Override
  public boolean isDirect() {
    return venue.isDirect();
  }

  @Override
  public Answer<MarketClock> clock() {
    return timed(venue::clock);
  }

  @Override
  public void close() {
    venue.close();
  }
}
