package io.estop.liquidation;

import io.estop.model.Outcome;
import io.estop.model.Phase;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.liquidation.PositionStatus;
import io.estop.store.plan.PositionRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Drives the engine from the cancels to the verified outcome in one process, without Temporal: the
 * same steps on the same rows as the workflow's, so that either goes on where the other ended.
 */
public final class Flattening {
  private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(1);
  private static final int CANCEL_PASSES = 20;
  private static final int VERIFY_PASSES = 10;

  private final LiquidationEngine engine;
  private final ExecutorService executor;
  private final Duration quietPeriod;
  private final Clock clock;
  private final Watcher watcher;

  /**
   * @param executor works on batches side by side: a thread for each account at least
   * @param quietPeriod between the two verifying reads; longer than any request may take
   * @param watcher told of each step
   */
  public Flattening(
      LiquidationEngine engine,
      ExecutorService executor,
      Duration quietPeriod,
      Clock clock,
      Watcher watcher) {
    this.engine = engine;
    this.executor = executor;
    this.quietPeriod = quietPeriod;
    this.clock = clock;
    this.watcher = watcher;
  }

  /** Hears where the flattening is. */
  @FunctionalInterface
  public interface Watcher {

    /** A phase begins, or a round is over. */
    void at(Phase phase, int rounds, String sentence);
  }

  /**
   * What the venues showed in the end.
   *
   * @param outcome FLAT, RESIDUAL or UNKNOWN
   * @param text one sentence
   */
  public record Verdict(Outcome outcome, String text) {}

  /**
   * Cancels, closes and verifies. Returns when all that can be done is done, or the time is over.
   *
   * @param timeout for closing
   */
  public Verdict run(StopId stop, Scope scope, Duration timeout, Pulse pulse) {
    watcher.at(Phase.CANCELLING, 0, "working orders of " + scope + " are being cancelled");
    List<String> uncancelled = cancel(stop, scope, pulse);
    watcher.at(
        Phase.ASSESSING,
        0,
        uncancelled.isEmpty()
            ? "every working order is over"
            : "NOT CONFIRMED: " + String.join("; ", uncancelled));
    Assessor.Plan plan = engine.assess(stop, pulse);
    int rounds = close(stop, plan.rows(), clock.instant().plus(timeout), pulse);
    watcher.at(Phase.VERIFYING, rounds, "the venues are read twice over a quiet period");
    return verify(stop, pulse);
  }

  private List<String> cancel(StopId stop, Scope scope, Pulse pulse) {
    return sideBySide(
            engine.venuesInScope(scope).stream()
                .<Supplier<String>>map(venue -> () -> cancelAt(stop, scope, venue, pulse))
                .toList())
        .stream()
        .filter(trouble -> !trouble.isEmpty())
        .toList();
  }

  private String cancelAt(StopId stop, Scope scope, String venue, Pulse pulse) {
    String trouble = "not asked yet";
    for (int pass = 0; pass < CANCEL_PASSES && !trouble.isEmpty(); pass++) {
      OrderCanceller.Result result = engine.cancelWorkingOrders(stop, scope, venue, pulse);
      trouble = result.isDone() ? "" : venue + ": " + result.open() + " open " + result.missing();
    }
    return trouble;
  }

  private int close(StopId stop, List<PositionRow> plan, Instant deadline, Pulse pulse) {
    Map<String, Set<Integer>> byAccount = new HashMap<>();
    plan.stream()
        .filter(row -> row.status() == PositionStatus.OPEN)
        .forEach(
            row ->
                byAccount
                    .computeIfAbsent(row.account().toString(), key -> new TreeSet<>())
                    .add(row.batch()));
    if (byAccount.isEmpty()) {
      return 0;
    }
    watcher.at(Phase.LIQUIDATING, 0, plan.size() + " positions");
    // Each account has its rounds to itself: one that hangs delays no other.
    int rounds =
        sideBySide(
                byAccount.values().stream()
                    .<Supplier<Integer>>map(batches -> () -> close(stop, batches, deadline, pulse))
                    .toList())
            .stream()
            .max(Integer::compare)
            .orElse(0);
    engine.markResiduals(stop);
    return rounds;
  }

  private int close(StopId stop, Set<Integer> batches, Instant deadline, Pulse pulse) {
    Map<Integer, Instant> due = new HashMap<>();
    batches.forEach(batch -> due.put(batch, clock.instant()));
    int rounds = 0;
    while (!due.isEmpty() && clock.instant().isBefore(deadline)) {
      rounds++;
      for (int batch : new TreeSet<>(due.keySet())) {
        if (!clock.instant().isBefore(due.get(batch))) {
          BatchWorker.Left left = engine.liquidate(stop, batch, Optional.of(deadline), pulse);
          if (left.open() <= left.useless()) {
            due.remove(batch);
          } else {
            due.put(batch, clock.instant().plus(longer(left.dueIn(), BETWEEN_ROUNDS)));
          }
          watcher.at(
              Phase.LIQUIDATING,
              rounds,
              "batch " + batch + ": " + left.open() + " open " + left.reasons());
        }
      }
      if (!due.isEmpty()) {
        pulse.pause(BETWEEN_ROUNDS);
        pulse.beat();
      }
    }
    return rounds;
  }

  private Verdict verify(StopId stop, Pulse pulse) {
    BookVerifier.Reading first = engine.verify(stop, true, pulse);
    for (int pass = 1; pass < VERIFY_PASSES && isUnsure(first); pass++) {
      pulse.pause(quietPeriod);
      first = engine.verify(stop, true, pulse);
    }
    pulse.pause(quietPeriod);
    BookVerifier.Reading second = engine.verify(stop, false, pulse);
    if (!first.missing().isEmpty() || !second.missing().isEmpty()) {
      return new Verdict(
          Outcome.UNKNOWN, "no word from " + first.missing() + " " + second.missing());
    }
    boolean flat =
        first.showsNothing() && second.showsNothing() && first.digest().equals(second.digest());
    return new Verdict(flat ? Outcome.FLAT : Outcome.RESIDUAL, sentence(second));
  }

  private static boolean isUnsure(BookVerifier.Reading reading) {
    return !reading.missing().isEmpty() || reading.inFlight() > 0;
  }

  private static String sentence(BookVerifier.Reading reading) {
    return reading.open().size()
        + " positions open "
        + reading.open()
        + ", "
        + reading.workingOrders()
        + " working orders, "
        + reading.inFlight()
        + " own orders in flight, worthless or dust "
        + reading.listed()
        + reading.remarks();
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private <T> List<T> sideBySide(List<Supplier<T>> work) {
    List<Future<T>> futures = new ArrayList<>();
    work.forEach(one -> futures.add(executor.submit(one::get)));
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      try {
        results.add(future.get());
      } catch (ExecutionException failed) {
        throw new IllegalStateException("a step of the flattening broke", failed.getCause());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while flattening", interrupted);
      }
    }
    return results;
  }
}
