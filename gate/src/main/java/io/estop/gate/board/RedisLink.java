package io.estop.gate.board;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection that is made when first needed and anew when it broke. Lettuce's own reconnecting
 * waits up to 30 s between attempts; here each call may start the next attempt at once. Connecting
 * happens on a thread of its own, since Lettuce connects in the caller's.
 */
final class RedisLink<C extends StatefulConnection<String, String>> implements AutoCloseable {
  /** A connection that lets so many calls in a row time out is replaced: it may be half open. */
  private static final int SILENT_CALLS = 4;

  private final Supplier<C> connect;
  // Guarded by this: written by every caller, on connecting, breaking and closing.
  private @Nullable CompletableFuture<C> connection;
  private int silentCalls;
  private boolean closed;

  RedisLink(Supplier<C> connect) {
    this.connect = connect;
  }

  /** Waits for the answer, at most for the timeout, connecting included. Never throws. */
  <T> Answer<T> call(Duration timeout, Function<C, CompletionStage<T>> command) {
    return begin(timeout, command).get();
  }

  /**
   * Sends and returns at once; what it returns waits for the answer, at most until the timeout
   * after the sending. Never throws.
   */
  <T> Supplier<Answer<T>> begin(Duration timeout, Function<C, CompletionStage<T>> command) {
    long sent = System.nanoTime();
    CompletableFuture<T> answer = connection().thenCompose(command);
    return () -> await(answer, timeout, timeout.toNanos() - (System.nanoTime() - sent));
  }

  private <T> Answer<T> await(CompletableFuture<T> answer, Duration timeout, long leftNanos) {
    try {
      T value = answer.get(Math.max(0, leftNanos), TimeUnit.NANOSECONDS);
      answered();
      return new Answer.Done<>(value);
    } catch (TimeoutException silent) {
      answer.cancel(true);
      silent();
      return new Answer.Failed<>("Redis did not answer within " + timeout.toMillis() + " ms");
    } catch (ExecutionException | CancellationException failed) {
      return new Answer.Failed<>("Redis: " + reason(failed));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Answer.Failed<>("interrupted while waiting for Redis");
    }
  }

  /** Returns the connection, which may be under way or have failed; begins to connect if needed. */
  synchronized CompletableFuture<C> connection() {
    if (closed) {
      return CompletableFuture.failedFuture(new RedisException("closed"));
    }
    CompletableFuture<C> known = connection;
    if (known != null && !broken(known)) {
      return known;
    }
    discard();
    CompletableFuture<C> fresh = new CompletableFuture<>();
    connection = fresh;
    Thread thread = new Thread(() -> connect(fresh), "estop-redis-connect");
    thread.setDaemon(true);
    thread.start();
    return fresh;
  }

  @Override
  public synchronized void close() {
    closed = true;
    discard();
  }

  private void connect(CompletableFuture<C> fresh) {
    try {
      C made = connect.get();
      if (!fresh.complete(made)) {
        made.closeAsync();
      }
    } catch (RuntimeException failed) {
      fresh.completeExceptionally(failed);
    }
  }

  private static boolean broken(CompletableFuture<? extends StatefulConnection<?, ?>> known) {
    if (!known.isDone()) {
      return false;
    }
    return known.isCompletedExceptionally() || !known.join().isOpen();
  }

  private synchronized void answered() {
    silentCalls = 0;
  }

  private synchronized void silent() {
    silentCalls++;
    if (silentCalls >= SILENT_CALLS) {
      silentCalls = 0;
      discard();
    }
  }

  // Whoever completes the future second closes: no connection is left behind.
  private void discard() {
    CompletableFuture<C> old = connection;
    connection = null;
    if (old != null && !old.cancel(false) && !old.isCompletedExceptionally()) {
      old.thenAccept(StatefulConnection::closeAsync);
    }
  }

  private static String reason(Exception failed) {
    Throwable cause = failed;
    while (cause.getCause() != null && !(cause instanceof RedisException)) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
