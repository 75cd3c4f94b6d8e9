package io.estop.starter;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks again until the answer is the one that is waited for, at most so long. */
public final class Until {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private Until() {}

  /** Returns the first answer that fits; fails with the last one. */
  public static <T> T answer(Duration bound, Supplier<T> ask, Predicate<T> fits) {
    long end = System.nanoTime() + bound.toNanos();
    T last = ask.get();
    while (!fits.test(last)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + bound + ", last answer: " + last);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      last = ask.get();
    }
    return last;
  }
}
