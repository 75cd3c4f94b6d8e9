package io.estop.breaker.sensor;

import io.estop.model.breaker.Metric;
import io.estop.model.breaker.Reading;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks more often than the watch does, and hands over at each tick all that was seen since: a
 * breach that begins and ends between two ticks is judged like any other. Keeps at most {@value
 * #MOST} readings; what does not fit is told.
 */
public final class Sampled implements Sensor, AutoCloseable {
  private static final int MOST = 10_000;

  private final Guarded sensor;
  private final Clock clock;
  private final ScheduledExecutorService thread;
  // Guarded by itself.
  private final Deque<Reading> kept = new ArrayDeque<>();
  private Optional<String> trouble = Optional.of("it has not looked yet");
  private int dropped;

  private Sampled(Sensor sensor, Clock clock) {
    this.sensor = new Guarded(sensor);
    this.clock = clock;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread made = new Thread(work, "sensor " + sensor.name());
              made.setDaemon(true);
              return made;
            });
  }

  /**
   * Returns a sensor that looks through another on a thread of its own.
   *
   * @param every from the end of one look to the next, above zero
   */
  public static Sampled every(Duration every, Sensor sensor, Clock clock) {
    if (every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException("every must be longer than nothing but was: " + every);
    }
    Sampled sampled = new Sampled(sensor, clock);
    sampled.thread.scheduleWithFixedDelay(
        sampled::sample, 0, every.toNanos(), TimeUnit.NANOSECONDS);
    return sampled;
  }

  /** Returns one whose looks somebody else begins. */
  static Sampled byHand(Sensor sensor, Clock clock) {
    return new Sampled(sensor, clock);
  }

  void sample() {
    Look look = sensor.look(clock.instant());
    synchronized (kept) {
      look.readings().forEach(this::keep);
      // Trouble stays until it was told once: a source that stumbles between ticks did stumble.
      trouble = look.trouble().or(() -> trouble.filter(old -> !old.startsWith("it has not")));
    }
  }

  private void keep(Reading reading) {
    if (kept.size() == MOST) {
      kept.removeFirst();
      dropped++;
    }
    kept.addLast(reading);
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
  public Look look(Instant now) {
    synchronized (kept) {
      List<Reading> all = new ArrayList<>(kept);
      Optional<String> told =
          dropped == 0
              ? trouble
              : Optional.of(dropped + " readings of " + name() + " did not fit and were dropped");
      kept.clear();
      dropped = 0;
      trouble = Optional.empty();
      return new Look(all, told);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
