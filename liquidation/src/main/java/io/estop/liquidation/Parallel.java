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
    List<T> asked = List.copyOf(items);
    List<Future<R>> futures = new ArrayList<>(asked.size());
    for (T item : asked) {
      FutureTask<R> task = new FutureTask<>(() -> call.apply(item));
      lanes.computeIfAbsent(account.apply(item), key -> new Lane(executor, share)).execute(task);
      futures.add(task);
    }
    List<R> results = new ArrayList<>(asked.size());
    for (int i = 0; i < asked.size(); i++) {
      results.add(result(asked.get(i), futures.get(i), broken));
    }
    return results;
  }

  private static <T, R> R result(T item, Future<R> future, BiFunction<T, String, R> broken) {
    try {
      return future.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Error fatal) {
        throw fatal;
      }
      log.error("a call to a venue broke for {}", item, failed);
      return broken.apply(item, "broken: " + failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a venue", interrupted);
    }
  }
}
