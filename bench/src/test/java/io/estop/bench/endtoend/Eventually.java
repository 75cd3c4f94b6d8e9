package io.estop.bench.endtoend;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits, with a bound, until what another process shows is what is expected. */
final class Eventually {

  private static final long TICK_MILLIS = 20;

  private Eventually() {}

  /** Asks until the answer fits and returns it; fails with the last answer when time is up. */
  static <T> T see(String what, Duration bound, Supplier<T> ask, Predicate<T> expected) {
    long deadline = System.nanoTime() + bound.toNanos();
    T seen = ask.get();
    while (!expected.test(seen)) {
      if (System.nanoTime() >= deadline) {
        throw new AssertionError(what + " within " + bound + "; last seen: " + seen);
      }
      pause();
      seen = ask.get();
    }
    return seen;
  }

  private static void pause() {
    try {
      Thread.sleep(TICK_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", interrupted);
    }
  }
}
