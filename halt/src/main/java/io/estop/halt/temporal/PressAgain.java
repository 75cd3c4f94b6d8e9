package io.estop.halt.temporal;

import io.estop.workflows.Handlers;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Asks again while the run that was asked is ending, so that the press begins the next one. What
 * takes longer is left to the outbox.
 */
final class PressAgain {
  // A run that ends waits ten seconds for its last notices.
  private static final Duration WITHIN = Duration.ofSeconds(15);
  private static final Duration BETWEEN = Duration.ofMillis(100);
  // What Temporal's server calls an update that its run took and did not live to answer.
  private static final String RUN_IS_OVER = "AcceptedUpdateCompletedWorkflow";

  private final LongSupplier nanos;
  private final LongConsumer pause;

  PressAgain() {
    this(System::nanoTime, LockSupport::parkNanos);
  }

  PressAgain(LongSupplier nanos, LongConsumer pause) {
    this.nanos = nanos;
    this.pause = pause;
  }

  /** Returns the first answer of a run that does not end; throws every other failure at once. */
  <T> T untilTaken(Supplier<T> press) {
    long deadline = nanos.getAsLong() + WITHIN.toNanos();
    while (true) {
      try {
        return press.get();
      } catch (RuntimeException refused) {
        // Looked at and thrown on: clients, updates and their causes have no narrower type
        // together.
        if (!isEnding(refused)
            || nanos.getAsLong() >= deadline
            || Thread.currentThread().isInterrupted()) {
          throw refused;
        }
      }
      pause.accept(TimeUnit.MILLISECONDS.toNanos(BETWEEN.toMillis()));
    }
  }

  private static boolean isEnding(Throwable failure) {
    if (Handlers.isClosing(failure)) {
      return true;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApplicationFailure lost && RUN_IS_OVER.equals(lost.getType())) {
        return true;
      }
      if (cause instanceof StatusRuntimeException status
          && (status.getStatus().getCode() == Status.Code.ABORTED
              || status.getStatus().getCode() == Status.Code.NOT_FOUND)) {
        return true;
      }
    }
    return false;
  }
}
