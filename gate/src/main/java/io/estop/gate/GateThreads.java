package io.estop.gate;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The feeder's threads and the listeners': a slow listener delays no reading.
 *
 * @param owned whether they end with the gate
 */
record GateThreads(ScheduledExecutorService feeding, ExecutorService listening, boolean owned)
    implements AutoCloseable {

  /** Returns two threads of one gate. */
  static GateThreads own() {
    return new GateThreads(
        Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "estop-gate-feed")),
        Executors.newSingleThreadExecutor(work -> daemon(work, "estop-gate-listener")),
        true);
  }

  @Override
  public void close() {
    if (owned) {
      feeding.shutdownNow();
      listening.shutdown();
    }
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
