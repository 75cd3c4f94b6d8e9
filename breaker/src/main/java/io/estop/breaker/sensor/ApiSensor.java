package io.estop.breaker.sensor;

import static io.estop.model.breaker.Metric.API_ERRORS;
import static io.estop.model.breaker.Metric.API_RESPONSE_TIME;
import static io.estop.model.breaker.Metric.ERROR_RATE;

import io.estop.model.breaker.Metric;
import io.estop.model.breaker.meter.Failures;
import io.estop.venues.VenueReader;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * How a venue's API answers: the time that nine of ten answers took since the last look, the
 * slowest left out, and what failed within the window. Asks for the clock itself where nobody else
 * has asked anything, so that an API that nobody uses is not taken for a healthy one.
 */
public final class ApiSensor implements Sensor {
  private static final int FEWEST_FOR_A_RATE = 5;
  private static final double MOST_OF_THEM = 0.9;

  private final TimedReader reader;
  private final Failures failures;
  private final String subject;

  /**
   * @param window over which failures are counted
   * @param nanos measures, as {@link System#nanoTime}
   */
  public ApiSensor(VenueReader venue, Duration window, Clock clock, LongSupplier nanos) {
    this.failures = new Failures(window, FEWEST_FOR_A_RATE);
    this.reader = new TimedReader(venue, clock, nanos, failures);
    this.subject = Seen.subject(venue.account().toString());
  }

  /** Returns the reader through which whoever wants to be counted asks. */
  public VenueReader reader() {
    return reader;
  }

  @Override
  public String name() {
    return "API of " + reader.account();
  }

  @Override
  public Set<Metric> metrics() {
    return Set.of(API_RESPONSE_TIME, API_ERRORS, ERROR_RATE);
  }

  @Override
  public Look look(Instant now) {
    Seen seen = new Seen(now);
    List<Duration> took = reader.drain();
    if (took.isEmpty()) {
      reader.clock().failure().ifPresent(why -> seen.trouble("clock: " + why));
      took = reader.drain();
    }
    if (!took.isEmpty()) {
      seen.read(API_RESPONSE_TIME, subject, BigDecimal.valueOf(mostOf(took)));
    }
    seen.read(API_ERRORS, subject, BigDecimal.valueOf(failures.count(now)));
    seen.read(ERROR_RATE, subject, failures.rate(now).orElse(BigDecimal.ZERO));
    return seen.look();
  }

  private static long mostOf(List<Duration> took) {
    long[] sorted = took.stream().mapToLong(Duration::toMillis).sorted().toArray();
    int rank = (int) Math.ceil(MOST_OF_THEM * sorted.length);
    return sorted[Math.max(0, Math.min(rank, sorted.length - 1) - 1)];
  }
}
