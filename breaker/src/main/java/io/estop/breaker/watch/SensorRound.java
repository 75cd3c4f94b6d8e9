package io.estop.breaker.watch;

import io.estop.breaker.sensor.Sensor;
import io.estop.breaker.sensor.Sensor.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks through many sensors at once. One that raises, hangs or is still busy with an earlier look
 * costs nobody else his reading and is trouble, said by name.
 */
final class SensorRound implements AutoCloseable {
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final Duration bound;
  private final ThreadPoolExecutor pool;
  private final Set<Sensor> busy = ConcurrentHashMap.newKeySet();

  /**
   * @param bound of a whole round
   * @param threads most sensors that look at one time
   */
  SensorRound(Duration bound, int threads) {
    this.bound = bound;
    this.pool =
        new ThreadPoolExecutor(
            0,
            threads,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            SensorRound::daemon);
  }

  private static Thread daemon(Runnable task) {
    Thread made = new Thread(task, "estop-sensor");
    made.setDaemon(true);
    return made;
  }

  /** Returns what each sensor saw, in their order; never later than the bound. */
  Map<Sensor, Look> look(List<Sensor> sensors, Instant now) {
    long until = System.nanoTime() + bound.toNanos();
    Map<Sensor, Future<Look>> looks = new LinkedHashMap<>();
    Map<Sensor, Look> seen = new LinkedHashMap<>();
    List<Sensor> waiting = new ArrayList<>(sensors);
    for (Sensor sensor : waiting) {
      if (!busy.add(sensor)) {
        seen.put(sensor, trouble("it is still busy with an earlier look"));
        continue;
      }
      start(sensor, now)
          .ifPresentOrElse(
              look -> looks.put(sensor, look),
              () -> {
                busy.remove(sensor);
                seen.put(sensor, trouble("all threads for sensors are busy"));
              });
    }
    looks.forEach((sensor, look) -> seen.put(sensor, result(look, until)));
    return seen;
  }

  private Optional<Future<Look>> start(Sensor sensor, Instant now) {
    try {
      return Optional.of(
          pool.submit(
              () -> {
                try {
                  return sensor.look(now);
                } finally {
                  busy.remove(sensor);
                }
              }));
    } catch (RejectedExecutionException full) {
      return Optional.empty();
    }
  }

  private Look result(Future<Look> look, long until) {
    try {
      return look.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      look.cancel(true);
      return trouble("no answer within " + bound.toMillis() + " ms");
    } catch (ExecutionException failed) {
      return trouble("it failed: " + failed.getCause());
    } catch (InterruptedException interrupted) {
      look.cancel(true);
      Thread.currentThread().interrupt();
      return trouble("the look was interrupted");
    }
  }

  private static Look trouble(String why) {
    return new Look(List.of(), Optional.of(why));
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
