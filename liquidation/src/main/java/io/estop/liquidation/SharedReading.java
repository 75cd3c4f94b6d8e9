package io.estop.liquidation;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One reading for everybody who asks at about the same time. Whoever asks gets one that began after
 * they asked, never an older one: who asks while a reading is under way waits for the next, and
 * shares it with all who wait by then. Of a large account one costs venue and machine what orders
 * need: after a long one nobody reads for twice as long as it took. Thread-safe.
 */
final class SharedReading<T> {
  private static final int REST = 2;
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(150);
  private static final long LONGEST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final Time REAL =
      new Time() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void sleep(long nanos) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(nanos);
        }
      };

  private final Supplier<T> read;
  private final Time time;

  /** One reads at a time, in the order in which they asked. */
  private final ReentrantLock turn = new ReentrantLock(true);

  // Written and read by whose turn it is.
  private long endedAt;
  private long lasted;

  // Guarded by this object: the reading that has not begun, which whoever asks now shares.
  private Round<T> next = new Round<>();

  /**
   * @param read asks the venue; bounds itself
   */
  SharedReading(Supplier<T> read) {
    this(read, REAL);
  }

  SharedReading(Supplier<T> read, Time time) {
    this.read = read;
    this.time = time;
    this.endedAt = time.nanos();
  }

  /** Counts time, and lets it pass. */
  interface Time {
    /** Returns a count that never steps, as {@link System#nanoTime}. */
    long nanos();

    void sleep(long nanos) throws InterruptedException;
  }

  private static final class Round<T> {
    // Written and read by whose turn it is.
    private @Nullable T result;
  }

  /**
   * Returns a reading that began after this call did. One that breaks is the trouble of whoever
   * read: the others read again.
   *
   * @throws IllegalStateException if interrupted while others read
   */
  T get() {
    Round<T> mine = joined();
    try {
      turn.lockInterruptibly();
      try {
        return result(mine);
      } finally {
        turn.unlock();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a venue", interrupted);
    }
  }

  private T result(Round<T> mine) throws InterruptedException {
    T known = mine.result;
    if (known != null) {
      return known;
    }
    rest();
    begin(mine);
    long began = time.nanos();
    try {
      T result = read.get();
      mine.result = result;
      return result;
    } finally {
      endedAt = time.nanos();
      lasted = endedAt - began;
    }
  }

  private void rest() throws InterruptedException {
    long left = endedAt + Math.min(REST * lasted, LONGEST_REST_NANOS) - time.nanos();
    if (lasted >= LONG_NANOS && left > 0) {
      time.sleep(left);
    }
  }

  private synchronized Round<T> joined() {
    return next;
  }

  /** From here on nobody joins it: for who asks later it began too early. */
  private synchronized void begin(Round<T> round) {
    if (next == round) {
      next = new Round<>();
    }
  }
}
