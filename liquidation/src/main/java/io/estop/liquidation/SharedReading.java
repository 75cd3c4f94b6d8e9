package io.estop.liquidation;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One reading for everybody who asks at about the same time. Whoever asks gets one that began after
 * they asked, never an older one: who asks while a reading is under way waits for the next, and
 * shares it with all who wait by then. Thread-safe.
 */
final class SharedReading<T> {
  private final Supplier<T> read;

  /** One reads at a time, in the order in which they asked. */
  private final ReentrantLock turn = new ReentrantLock(true);

  // Guarded by this object: the reading that has not begun, which whoever asks now shares.
  private Round<T> next = new Round<>();

  /**
   * @param read asks the venue; bounds itself
   */
  SharedReading(Supplier<T> read) {
    this.read = read;
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
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a venue", interrupted);
    }
    try {
      T result = mine.result;
      if (result == null) {
        begin(mine);
        result = read.get();
        mine.result = result;
      }
      return result;
    } finally {
      turn.unlock();
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
