package io.estop.liquidation;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * A share of an executor: at most so many tasks of one account run at a time, so that a venue that
 * hangs leaves threads for the others. Thread-safe.
 */
final class Lane implements Executor {
  private final Executor executor;
  private final int most;
  // Both are guarded by this queue.
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int running;

  Lane(Executor executor, int most) {
    this.executor = executor;
    this.most = most;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (waiting) {
      if (running >= most) {
        waiting.add(task);
        return;
      }
      running++;
    }
    start(task);
  }

  private void start(Runnable task) {
    boolean taken = false;
    try {
      executor.execute(() -> run(task));
      taken = true;
    } finally {
      if (!taken) {
        over();
      }
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } finally {
      over();
    }
  }

  private void over() {
    Runnable next;
    synchronized (waiting) {
      next = waiting.poll();
      if (next == null) {
        running--;
      }
    }
    if (next != null) {
      start(next);
    }
  }
}
