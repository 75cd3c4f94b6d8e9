package io.estop.breaker.sensor;

import io.estop.model.breaker.Metric;
import io.estop.model.breaker.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks through another sensor and waits no longer than its bound. A look that takes longer goes
 * on: it is said what it waits for, and what it sees then is handed over by a later look, for each
 * reading bears its own time. So a source that is slow is seen late, not lost. At most one look
 * goes on at a time.
 */
public final class Bounded implements Sensor, AutoCloseable {
  private final Guarded sensor;
  private final Duration bound;
  private final LongSupplier nanos;
  private final ExecutorService thread;
  private @Nullable Future<Look> waiting;
  private long beganNanos;

  private Bounded(Sensor sensor, Duration bound, LongSupplier nanos) {
    if (bound.isNegative() || bound.isZero()) {
      throw new IllegalArgumentException("bound must be longer than nothing but was: " + bound);
    }
    this.sensor = new Guarded(sensor);
    this.bound = bound;
    this.nanos = nanos;
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread made = new Thread(work, "sensor " + sensor.name());
              made.setDaemon(true);
              return made;
            });
  }

  /**
   * Returns a sensor that looks through another for so long.
   *
   * @param bound of one look, above zero
   */
  public static Bounded within(Duration bound, Sensor sensor) {
    return new Bounded(sensor, bound, System::nanoTime);
  }

  @Override
  public String name() {
    return sensor.name();
  }

  @Override
  public Set<Metric> metrics() {
    return sensor.metrics();
  }

  @Override
  public synchronized Look look(Instant now) {
    long until = nanos.getAsLong() + bound.toNanos();
    Optional<Look> late = waiting == null ? Optional.empty() : ended(waiting, until);
    if (waiting != null && late.isEmpty()) {
      return new Look(List.of(), Optional.of(missing()));
    }
    beganNanos = nanos.getAsLong();
    Future<Look> begun = thread.submit(() -> sensor.look(now));
    waiting = begun;
    Optional<Look> inTime = ended(begun, until);
    return late.map(seen -> inTime.map(next -> both(seen, next)).orElse(seen))
        .or(() -> inTime)
        .orElseGet(() -> new Look(List.of(), Optional.of(missing())));
  }

  private Optional<Look> ended(Future<Look> look, long until) {
    try {
      long rest = Math.max(0, until - nanos.getAsLong());
      Look seen = look.get(rest, TimeUnit.NANOSECONDS);
      waiting = null;
      return Optional.of(seen);
    } catch (TimeoutException slow) {
      return Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | CancellationException failed) {
      waiting = null;
      return Optional.of(new Look(List.of(), Optional.of(name() + " failed: " + failed)));
    }
  }

  private static Look both(Look earlier, Look later) {
    List<Reading> all = new ArrayList<>(earlier.readings());
    all.addAll(later.readings());
    return new Look(all, later.trouble().or(earlier::trouble));
  }

  private String missing() {
    return "it waits for "
        + sensor.waitsFor()
        + " and has seen nothing for "
        + TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - beganNanos)
        + " ms; what it sees then comes with a later look";
  }

  /** Ends its thread; a look that goes on is interrupted. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
