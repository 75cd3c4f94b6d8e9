package io.estop.bench.endtoend;

import io.estop.embedded.client.CallFailure;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits, with a bound, until what another process shows is what is expected. */
final class Eventually {

  /** For what takes a second or two: a slow and busy machine needs ten times as long. */
  static final Duration SOON = Duration.ofSeconds(60);

  /** For a whole stop, or for what heals after an outage. */
  static final Duration OVER = Duration.ofSeconds(150);

  private static final Duration TICK = Duration.ofMillis(20);

  private Eventually() {}

  /**
   * Asks until the answer fits and returns it; fails with the last answer when time is up. No
   * answer is one that does not fit yet: whoever is asked may be on its way up.
   */
  static <T> T see(String what, Duration bound, Supplier<T> ask, Predicate<T> expected) {
    long deadline = System.nanoTime() + bound.toNanos();
    while (true) {
      @Nullable T seen = null;
      @Nullable CallFailure silence = null;
      try {
        seen = ask.get();
        if (expected.test(seen)) {
          return seen;
        }
      } catch (CallFailure none) {
        silence = none;
      }
      if (System.nanoTime() >= deadline) {
        throw new AssertionError(
            what + " within " + bound + "; last seen: " + (silence == null ? seen : silence),
            silence);
      }
      pause(TICK);
    }
  }

  /** Lets real processes go on, or stay frozen, for so long: there is no clock to move in them. */
  static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", interrupted);
    }
  }
}
