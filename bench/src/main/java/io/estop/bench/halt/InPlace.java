package io.estop.bench.halt;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs on the thread that asks. The raw subscribers hear on the thread that reads from Redis; the
 * gates' verdicts are asked for there too, since a thread of its own would add its waking up to
 * each denial, which stands from the moment the snapshot is swapped.
 */
final class InPlace extends AbstractExecutorService {
  // Written by the thread that closes, read by those that ask.
  private volatile boolean ended;

  @Override
  public void execute(Runnable work) {
    work.run();
  }

  @Override
  public void shutdown() {
    ended = true;
  }

  @Override
  public List<Runnable> shutdownNow() {
    ended = true;
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return ended;
  }

  @Override
  public boolean isTerminated() {
    return ended;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return ended;
  }
}
