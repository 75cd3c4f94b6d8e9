package io.estop.bench.faults;

import io.estop.model.Phase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * On a thread of its own: waits until the step of a case is seen, lets the fault happen, and heals
 * it. A step that is not seen in time meets its fault all the same.
 */
final class Injector {
  private static final long STEP_WITHIN_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long LOOK_NANOS = Duration.ofMillis(2).toNanos();

  private final Arena arena;
  private final Outside outside;
  private final Clock clock;

  /** How far the press has come; set by the campaign's thread, read by the injecting one. */
  static final class Progress {
    volatile boolean sent;
    volatile boolean answered;
  }

  Injector(Arena arena, Outside outside, Clock clock) {
    this.arena = arena;
    this.outside = outside;
    this.clock = clock;
  }

  /**
   * Begins; the answer is there when the fault is healed, and fails where it could not be.
   *
   * @param injected completed when the fault has happened
   */
  CompletableFuture<Void> start(
      Case one, Progress progress, List<String> offered, CompletableFuture<Void> injected) {
    CompletableFuture<Void> healed = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                run(one, progress, offered, injected);
                healed.complete(null);
              } catch (RuntimeException e) {
                // The edge of this thread: both who waits for the fault and who waits for its end
                // are to fail, not to wait for ever.
                injected.completeExceptionally(e);
                healed.completeExceptionally(e);
              }
            },
            "injector");
    thread.setDaemon(true);
    thread.start();
    return healed;
  }

  static void await(CompletableFuture<Void> future) {
    try {
      future.join();
    } catch (CompletionException e) {
      throw new IllegalStateException("a fault was not injected or not healed: " + e.getCause(), e);
    }
  }

  private void run(
      Case one, Progress progress, List<String> offered, CompletableFuture<Void> injected) {
    BooleanSupplier seen = step(one, progress);
    long end = System.nanoTime() + STEP_WITHIN_NANOS;
    while (!seen.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    LockSupport.parkNanos(Duration.ofNanos(one.fault.delayMicros() * 1000).toNanos());
    arena.inject(one.fault);
    one.injectedAt = clock.instant();
    injected.complete(null);
    long heal = System.nanoTime() + Duration.ofMillis(one.fault.lastsMillis()).toNanos();
    while (System.nanoTime() < heal) {
      LockSupport.parkNanos(heal - System.nanoTime());
    }
    one.healedAt = clock.instant();
    arena.heal(one.fault, offered);
  }

  private BooleanSupplier step(Case one, Progress progress) {
    return switch (one.fault.step()) {
      case BEFORE_PRESS -> () -> true;
      case PRESS_SENT -> () -> progress.sent;
      case ON_BOARD -> () -> outside.publishedOnBoard(one.stopId);
      case IN_FLAG -> () -> outside.heldInFlag(one.stopId);
      case ANSWERED -> () -> progress.answered;
      case ACTIVATING -> () -> outside.phase(one.stopId).isPresent();
      case ACKNOWLEDGED -> () -> !one.seen().isEmpty();
      case HOLDING ->
          () -> outside.phase(one.stopId).filter(Phase.HOLDING.name()::equals).isPresent();
    };
  }
}
