package io.estop.halt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one thing again and again on a thread of its own. A failure is logged and counted. */
public final class Loop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Loop.class);

  private final String name;
  private final Duration pause;
  private final Runnable turn;
  private final Counter failures;
  private final ScheduledExecutorService thread;
  // Written and read by the loop's thread alone.
  private String lastFailure = "";
  // Written on closing, read by the loop's thread.
  private volatile boolean closed;

  /**
   * @param name of the thread and of the metric's label
   * @param pause between the end of one turn and the start of the next
   */
  public Loop(String name, Duration pause, Runnable turn, MeterRegistry meters) {
    this.name = name;
    this.pause = pause;
    this.turn = turn;
    this.failures =
        Counter.builder("estop.loop.failures")
            .description("Turns of a background loop that failed")
            .tag("loop", name)
            .register(meters);
    this.thread = Executors.newSingleThreadScheduledExecutor(this::daemon);
  }

  private Thread daemon(Runnable task) {
    Thread made = new Thread(task, "estop-" + name);
    made.setDaemon(true);
    return made;
  }

  /** Begins, without waiting for the first turn. */
  public void start() {
    thread.scheduleWithFixedDelay(this::once, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  // A process edge: the loop must outlive whatever a turn throws.
  private void once() {
    try {
      turn.run();
      recovered();
    } catch (RuntimeException failed) {
      failures.increment();
      failed(String.valueOf(failed.getMessage()), failed);
    }
  }

  private void recovered() {
    if (!lastFailure.isEmpty()) {
      log.info("{} works again", name);
      lastFailure = "";
    }
  }

  private void failed(String why, RuntimeException failure) {
    if (!closed && lastFailure.isEmpty()) {
      log.warn("{} failed, goes on: {}", name, why, failure);
    } else {
      log.debug("{} failed again: {}", name, why);
    }
    lastFailure = why;
  }

  /** Ends; a turn under way is interrupted. */
  @Override
  public void close() {
    closed = true;
    thread.shutdownNow();
  }
}
