package io.estop.gate;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts what went wrong and logs it; a lasting silence of Redis is logged once. */
final class Failures {
  private static final System.Logger LOG = System.getLogger("io.estop.gate");

  private final AtomicLong count = new AtomicLong();
  private final AtomicBoolean silent = new AtomicBoolean();

  long count() {
    return count.get();
  }

  void count(String what, @Nullable Throwable cause) {
    count.incrementAndGet();
    LOG.log(Level.WARNING, what, cause);
  }

  void silence(String why) {
    count.incrementAndGet();
    if (silent.compareAndSet(false, true)) {
      LOG.log(Level.WARNING, "no answer of Redis: " + why);
    }
  }

  void answered() {
    if (silent.compareAndSet(true, false)) {
      LOG.log(Level.INFO, "Redis answers again");
    }
  }
}
