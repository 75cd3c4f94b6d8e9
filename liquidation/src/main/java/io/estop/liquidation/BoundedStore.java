package io.estop.liquidation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * PostgreSQL as cancels may use it. No question waits longer than {@link #LONGEST_WAIT}; after one
 * that was not answered none waits at all for {@link #SILENCE}. What is to be recorded is written
 * in order, and kept in memory while the store is silent, at most {@link #MOST_KEPT} records; how
 * many more there were is recorded too. Thread-safe.
 */
final class BoundedStore {
  static final Duration LONGEST_WAIT = Duration.ofMillis(500);
  static final Duration SILENCE = Duration.ofSeconds(2);
  static final int MOST_KEPT = 1_000;
  private static final Logger log = LoggerFactory.getLogger(BoundedStore.class);
  private static final int THREADS = 4;
  private static final int MOST_WAITING = 64;

  private final LongSupplier nanoTime;
  private final ExecutorService threads;
  // Both are guarded by this; written by whoever records, emptied by the one that writes.
  private final Deque<Runnable> kept = new ArrayDeque<>();
  private int dropped;
  private final Object writing = new Object();
  // Written by whoever waited in vain, read by whoever asks.
  private volatile long silentUntil;

  BoundedStore(LongSupplier nanoTime) {
    this(nanoTime, pool());
  }

  /**
   * @param threads on which questions are asked
   */
  BoundedStore(LongSupplier nanoTime, ExecutorService threads) {
    this.nanoTime = nanoTime;
    this.silentUntil = nanoTime.getAsLong();
    this.threads = threads;
  }

  private static ExecutorService pool() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            SILENCE.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            BoundedStore::daemon);
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "cancel-records");
    thread.setDaemon(true);
    return thread;
  }

  /** Returns the store's answer, empty when it is silent. */
  <T> Optional<T> ask(Supplier<T> question) {
    if (nanoTime.getAsLong() - silentUntil < 0) {
      return Optional.empty();
    }
    try {
      Future<Optional<T>> answer = threads.submit(() -> answer(question));
      return answer.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | RejectedExecutionException late) {
      return silent(late.toString());
    } catch (ExecutionException broken) {
      throw new IllegalStateException("a question to the store broke", broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the store", interrupted);
    }
  }

  private <T> Optional<T> answer(Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (DataAccessException | TransactionException unreachable) {
      return silent(String.valueOf(unreachable.getMessage()));
    }
  }

  private <T> Optional<T> silent(String why) {
    log.warn("PostgreSQL is silent, cancels go on without it: {}", why);
    silentUntil = nanoTime.getAsLong() + SILENCE.toNanos();
    return Optional.empty();
  }

  /** Records now if the store answers in time, else when it does; in the order of the calls. */
  void record(Runnable write) {
    synchronized (kept) {
      if (kept.size() >= MOST_KEPT) {
        dropped++;
      } else {
        kept.add(write);
      }
    }
    catchUp();
  }

  /** Writes what is kept, if the store answers. */
  void catchUp() {
    if (waiting() > 0) {
      ask(this::writeKept);
    }
  }

  /** Returns how many records wait for the store, those included that are lost. */
  int waiting() {
    synchronized (kept) {
      return kept.size() + dropped;
    }
  }

  /** Returns how many records were too many to keep, and forgets them: the caller records it. */
  int takeDropped() {
    synchronized (kept) {
      int lost = dropped;
      dropped = 0;
      return lost;
    }
  }

  private int writeKept() {
    synchronized (writing) {
      int written = 0;
      for (Optional<Runnable> next = first(); next.isPresent(); next = first()) {
        write(next.get());
        written++;
      }
      return written;
    }
  }

  /** A record that the store could not take stays the first; one that is broken is not kept. */
  private void write(Runnable record) {
    try {
      record.run();
    } catch (DataAccessException | TransactionException unreachable) {
      synchronized (kept) {
        kept.addFirst(record);
      }
      throw unreachable;
    }
  }

  private Optional<Runnable> first() {
    synchronized (kept) {
      return Optional.ofNullable(kept.poll());
    }
  }
}
