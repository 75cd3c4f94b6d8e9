package io.estop.embedded.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits, with a bound, for something that another process does and nobody announces. */
public final class Await {

  private static final Duration TICK = Duration.ofMillis(50);

  private Await() {}

  /** Asks again and again; returns whether the answer became yes before the time was up. */
  public static boolean until(BooleanSupplier condition, Duration bound) {
    long deadline = System.nanoTime() + bound.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() >= deadline || !pause()) {
        return false;
      }
    }
    return true;
  }

  private static boolean pause() {
    try {
      Thread.sleep(TICK.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
