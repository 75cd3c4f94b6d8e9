package io.estop.embedded.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits, with a bound, for something that another process does and nobody announces. */
public final class Await {

  private static final Duration TICK = Duration.ofMillis(50);

  private Await() {}

  /** Asks again and again; returns whether the answer became yes before the time was up. */
  public static boolean until(BooleanSupplier condition, Duration bound) {
    return until(condition, bound, TICK);
  }

  /** The same, asking no more often than that: where each question costs who is asked. */
  public static boolean until(BooleanSupplier condition, Duration bound, Duration tick) {
    long deadline = System.nanoTime() + bound.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() >= deadline || !pause(tick)) {
        return false;
      }
    }
    return true;
  }

  private static boolean pause(Duration tick) {
    try {
      Thread.sleep(tick.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
