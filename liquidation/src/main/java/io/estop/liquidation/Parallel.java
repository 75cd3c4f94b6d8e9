package io.estop.liquidation;

import io.estop.model.trading.Account;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one call per item on a bounded pool and gathers the results in order. Each account has its
 * share of the pool.
 */
final class Parallel {
  private static final Logger log = LoggerFactory.getLogger(Parallel.class);
  private final Executor executor;
  private final int share;
  private final Map<Account, Lane> lanes = new ConcurrentHashMap<>();

  /**
   * @param share most calls of one account at a time, at least 1
   */
  Parallel(Executor executor, int share) {
    this.executor = executor;
    this.share = share;
  }

  /**
   * Returns the results; each call bounds itself. One that breaks, which is a bug, is logged and
   * ends no other: a position that cannot be handled keeps none of the others open.
   *
   * @param account whose venue is called
   * @param broken what stands for the result of a call that broke
   */
  <T, R> List<R> map(
      Collection<T> items,
      Function<T, Account> account,
      Function<T, R> call,
      BiFunction<T, String, R> broken) {
    return start(items, account, call, over -> {}).stream()
        .map(one -> result(one, broken))
        .toList();
  }

  /**
   * A call that was started.
   *
   * @param item for which
   * @param future its result, which {@link #result} waits for
   */
  record Started<T, R>(T item, Future<R> future) {}

  /**
   * Starts a call per item and returns at once.
   *
   * @param account whose venue is called
   * @param over told of each call that is over, by the thread that made it
   */
  <T, R> List<Started<T, R>> start(
      Collection<T> items,
      Function<T, Account> account,
      Function<T, R> call,
      Consumer<Started<T, R>> over) {
    List<Started<T, R>> started = new ArrayList<>(items.size());
    for (T item : List.copyOf(items)) {
      FutureTask<R> task = new FutureTask<>(() -> call.apply(item));
      Started<T, R> one = new Started<>(item, task);
      started.add(one);
      lanes
          .computeIfAbsent(account.apply(item), key -> new Lane(executor, share))
          .execute(
              () -> {
                task.run();
                over.accept(one);
              });
    }
    return started;
  }

  /** Waits for a call; one that broke is logged, and what stands for its result is returned. */
  static <T, R> R result(Started<T, R> started, BiFunction<T, String, R> broken) {
    try {
      return started.future().get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Error fatal) {
        throw fatal;
      }
      log.error("a call to a venue broke for {}", started.item(), failed);
      return broken.apply(started.item(), "broken: " + failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a venue", interrupted);
    }
  }
}
