package io.estop.embedded;

import io.estop.embedded.process.Progress;
import io.estop.embedded.process.StartFailure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** What has been started so far, so that a start that fails half-way, or is broken off, ends it. */
final class Parts implements AutoCloseable {

  /** Written by the threads that start parts, read by the one that closes. */
  private final List<AutoCloseable> started = new CopyOnWriteArrayList<>();

  private final Progress progress;

  Parts(Progress progress) {
    this.progress = progress;
  }

  /** Starts a part on a thread of its own and says how long it took. */
  <T extends AutoCloseable> CompletableFuture<T> start(String name, Supplier<T> start) {
    return onOwnThread("start " + name, () -> timed(name, start));
  }

  /** Waits for a part; throws what its start threw. */
  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StartFailure failure) {
        throw failure;
      }
      throw e;
    }
  }

  /** Closes all parts at the same time, and returns when every one has ended. */
  @Override
  public void close() {
    CompletableFuture.allOf(
            started.stream()
                .map(part -> onOwnThread("stop", () -> end(part)))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  private static AutoCloseable end(AutoCloseable part) {
    try {
      part.close();
      return part;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("cannot stop " + part, e);
    }
  }

  // Not on a pool: the closing runs in a shutdown hook, where pools may have ended.
  private static <T> CompletableFuture<T> onOwnThread(String name, Supplier<T> work) {
    CompletableFuture<T> future = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                future.complete(work.get());
              } catch (RuntimeException | Error e) {
                future.completeExceptionally(e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return future;
  }

  private <T extends AutoCloseable> T timed(String name, Supplier<T> start) {
    long begin = System.nanoTime();
    T part = start.get();
    started.add(part);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    progress.says(String.format(Locale.ROOT, "%-12s %5.1f s", name, took.toMillis() / 1000.0));
    return part;
  }
}
