package io.estop.starter.wiring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Does one thing again and again on a thread of its own. A failure is logged and counted. */
public final class Loop implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Loop.class);

  private final String name;
  private final Duration pause;
  private final Runnable turn;
  private final Counter failures;
  private final ScheduledExecutorService thread;
  // Written and read by the loop's thread alone.
  private String lastFailure = "";
  // Written on start and stop, read by Spring.
  private volatile boolean running;

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
    this.thread = Executors.newSingleThreadScheduledExecutor(Pools.named("estop-" + name));
  }

  @Override
  public void start() {
    running = true;
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
    if (running && lastFailure.isEmpty()) {
      log.warn("{} failed, goes on: {}", name, why, failure);
    } else {
      log.debug("{} failed again: {}", name, why);
    }
    lastFailure = why;
  }

  @Override
  public void stop() {
    running = false;
    thread.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
