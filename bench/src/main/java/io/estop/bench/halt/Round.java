package io.estop.bench.halt;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** In a host: waits until each of its gates, or raw subscribers, has seen one thing. */
final class Round {
  private final String name;
  private final CountDownLatch missing;

  /** Raised by the threads that see, read by the one that answers the bench. */
  private final AtomicLong lastNanos = new AtomicLong(Long.MIN_VALUE);

  private final AtomicLong wrong = new AtomicLong();

  Round(String name, int watchers) {
    this.name = name;
    this.missing = new CountDownLatch(watchers);
  }

  boolean isFor(String what) {
    return name.equals(what);
  }

  void seen(long nanos) {
    lastNanos.accumulateAndGet(nanos, Math::max);
    missing.countDown();
  }

  /** Counts something that should have denied and did not, or for another reason. */
  void wrong() {
    wrong.incrementAndGet();
  }

  /** Returns the last one's moment, how many are missing after the bound, and what was wrong. */
  String await(Duration bound) throws InterruptedException {
    boolean all = missing.await(bound.toMillis(), TimeUnit.MILLISECONDS);
    return lastNanos.get() + " " + (all ? 0 : missing.getCount()) + " " + wrong.get();
  }
}
