package io.estop.embedded.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Starts a program that was unpacked a moment ago. Another thread that starts a process at that
 * moment may hand the open file down for an instant, and until it is closed the system refuses to
 * run it: "Text file busy".
 */
public final class FreshBinary {
  private static final String BUSY = "Text file busy";
  private static final int TRIES = 50;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private FreshBinary() {}

  /** Returns what the start returns, tried again while the file is busy, at most five seconds. */
  public static <T> T start(Supplier<T> start) {
    for (int tries = 1; tries < TRIES; tries++) {
      try {
        return start.get();
      } catch (RuntimeException failure) {
        if (!isBusy(failure)) {
          throw failure;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
    return start.get();
  }

  private static boolean isBusy(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains(BUSY)) {
        return true;
      }
    }
    return false;
  }
}
