package io.estop.gate.board;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import java.time.Duration;
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
  /** A connection that gave no answer for so long is replaced: it may be half open. */
  private static final long LONGEST_SILENCE = TimeUnit.SECONDS.toNanos(4);

  /** Between two attempts to connect, however many callers there are. */
  private static final long BETWEEN_ATTEMPTS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Supplier<C> connect;
  // Guarded by this: written by every caller, on connecting, breaking and closing.
  private @Nullable CompletableFuture<C> connection;
  private long attemptNanos;
  private long heardNanos;
  private boolean closed;

  RedisLink(Supplier<C> connect) {
    this.connect = connect;
  }

  /** Waits for the answer, at most for the timeout, connecting included. Never throws. */
  <T> Answer<T> call(Duration timeout, Function<C, CompletionStage<T>> command) {
    try {
      return ask(timeout, command).get();
    } catch (ExecutionException bug) {
      throw new IllegalStateException("an answer is never an exception", bug);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Answer.Failed<>("interrupted while waiting for Redis");
    }
  }

  /** Returns the answer, which is there within the timeout, connecting included. */
  <T> CompletableFuture<Answer<T>> ask(Duration timeout, Function<C, CompletionStage<T>> command) {
    CompletableFuture<T> answer = connection().thenCompose(command);
    return answer
        .copy()
        .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
        .handle((value, failure) -> settled(timeout, answer, value, failure));
  }

  private <T> Answer<T> settled(
      Duration timeout, CompletableFuture<T> answer, T value, @Nullable Throwable failure) {
    if (failure == null) {
      answered();
      return new Answer.Done<>(value);
    }
    if (failure instanceof TimeoutException) {
      answer.cancel(true);
      silent();
      return new Answer.Failed<>("Redis did not answer within " + timeout.toMillis() + " ms");
    }
    return new Answer.Failed<>("Redis: " + reason(failure));
  }

  /** Returns the connection, which may be under way or have failed; begins to connect if needed. */
  synchronized CompletableFuture<C> connection() {
    if (closed) {
      return CompletableFuture.failedFuture(new RedisException("closed"));
    }
    CompletableFuture<C> known = connection;
    long now = System.nanoTime();
    boolean triedJustNow = known != null && now - attemptNanos < BETWEEN_ATTEMPTS;
    if (known != null && (!broken(known) || (triedJustNow && known.isCompletedExceptionally()))) {
      return known;
    }
    discard();
    attemptNanos = now;
    heardNanos = now;
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
    heardNanos = System.nanoTime();
  }

  private synchronized void silent() {
    if (System.nanoTime() - heardNanos >= LONGEST_SILENCE) {
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

  private static String reason(Throwable failed) {
    Throwable cause = failed;
    while (cause.getCause() != null && !(cause instanceof RedisException)) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
