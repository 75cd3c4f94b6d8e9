package io.estop.breaker.sensor;

import static io.estop.model.breaker.Metric.DATABASE_LATENCY;
import static io.estop.model.breaker.Metric.ERROR_RATE;

import io.estop.model.breaker.Metric;
import io.estop.model.breaker.meter.Failures;
import io.estop.store.Database;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long a database takes to answer the smallest question. One that does not answer within the
 * bound took at least so long, and each look says how long by now: at most one question waits. One
 * that refuses has no latency; that shows as an error rate.
 */
public final class LatencySensor implements Sensor, AutoCloseable {
  private static final Duration ERRORS_OVER = Duration.ofMinutes(1);
  private static final int FEWEST_FOR_A_RATE = 2;

  private final String name;
  private final String subject;
  private final Probe probe;
  private final Duration bound;
  private final LongSupplier nanos;
  private final Failures failures = new Failures(ERRORS_OVER, FEWEST_FOR_A_RATE);
  private final ExecutorService thread;
  private @Nullable Future<Long> waiting;
  private long askedAtNanos;

  /** The smallest question that a source answers. */
  @FunctionalInterface
  public interface Probe {

    /**
     * Asks and waits for the answer.
     *
     * @throws Exception where there is none
     */
    void ask() throws Exception;
  }

  /**
   * @param name as people read it
   * @param subject as rules name it
   * @param bound longest wait of a look, above zero
   * @param nanos measures, as {@link System#nanoTime}
   */
  public LatencySensor(
      String name, String subject, Probe probe, Duration bound, LongSupplier nanos) {
    this.name = name;
    this.subject = Seen.subject(subject);
    this.probe = probe;
    this.bound = bound;
    this.nanos = nanos;
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread made = new Thread(work, "sensor " + name);
              made.setDaemon(true);
              return made;
            });
  }

  /**
   * Returns one that asks PostgreSQL for nothing but an answer, as {@code postgresql}.
   *
   * @param bound longest wait of a look, above zero
   */
  public static LatencySensor of(Database database, Duration bound) {
    return new LatencySensor("PostgreSQL", "postgresql", database::ping, bound, System::nanoTime);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<Metric> metrics() {
    return Set.of(DATABASE_LATENCY, ERROR_RATE);
  }

  @Override
  public synchronized Look look(Instant now) {
    Seen seen = new Seen(now);
    Future<Long> asked = waiting;
    if (asked == null) {
      askedAtNanos = nanos.getAsLong();
      asked = thread.submit(this::ask);
    }
    waiting = null;
    try {
      read(seen, asked.get(bound.toNanos(), TimeUnit.NANOSECONDS));
      failures.tried(false, now);
    } catch (TimeoutException slow) {
      waiting = asked;
      long passed = nanos.getAsLong() - askedAtNanos;
      read(seen, Math.max(passed, bound.toNanos()));
      seen.trouble(name + " has not answered for " + Duration.ofNanos(passed).toMillis() + " ms");
      failures.tried(true, now);
    } catch (ExecutionException refused) {
      seen.trouble(name + ": " + refused.getCause());
      failures.tried(true, now);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      waiting = asked;
      seen.trouble("the look at " + name + " was interrupted");
    }
    seen.read(ERROR_RATE, subject, failures.rate(now).orElse(BigDecimal.ZERO));
    return seen.look();
  }

  private long ask() throws Exception {
    long began = nanos.getAsLong();
    probe.ask();
    return nanos.getAsLong() - began;
  }

  private void read(Seen seen, long tookNanos) {
    seen.read(
        DATABASE_LATENCY, subject, BigDecimal.valueOf(TimeUnit.NANOSECONDS.toMicros(tookNanos), 3));
  }

  /** Ends its thread; what still waits is interrupted. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
