package io.estop.workflows.stop;

import io.estop.workflows.EstopSearchAttributes;
import io.estop.workflows.TaskQueues;
import io.estop.workflows.stop.LiquidationActivities.BatchResult;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rounds of one liquidation. Each venue has its own: one that hangs delays no other. A batch is
 * worked on again when it says that something is due, so that history grows with rounds, never with
 * positions or their tranches.
 */
final class Rounds {
  private final StopState state;
  private final StopRecord record;

  /** The latest word on each batch. */
  private final Map<Integer, BatchResult> latest = new TreeMap<>();

  Rounds(StopState state, StopRecord record) {
    this.state = state;
    this.record = record;
  }

  /** Works until nothing is due, the time is over, or a recovery takes the stop back. */
  void work() {
    latest.clear();
    Instant deadline = StopMessages.now().plusMillis(state.settings.timeoutMillis());
    List<Promise<Integer>> venues = new ArrayList<>();
    state
        .plan
        .apart()
        .forEach(
            (venue, batches) ->
                venues.add(Async.function(() -> new AtVenue(venue, batches, deadline).work())));
    // What people told is followed when it is at every venue.
    state.followed = venues.stream().map(Promise::get).min(Integer::compare).orElse(0);
    state.opensAt = opensAt(latest.values());
    if (latest.values().stream().anyMatch(result -> result.open() > 0)) {
      StopSteps.liquidation(TaskQueues.LIQUIDATION, "mark what is left")
          .markResiduals(state.stopId);
    }
  }

  /** Returns when the market opens, where all that is open waits for it and for nothing else. */
  private static @Nullable Instant opensAt(Collection<BatchResult> results) {
    List<BatchResult> open = results.stream().filter(result -> result.open() > 0).toList();
    return open.stream().anyMatch(result -> result.opensAt() == null)
        ? null
        : open.stream()
            .map(result -> Objects.requireNonNull(result.opensAt()))
            .min(Instant::compareTo)
            .orElse(null);
  }

  private void progress() {
    long open = latest.values().stream().mapToInt(BatchResult::open).sum();
    state.text =
        "round "
            + state.round
            + ": "
            + open
            + " positions open"
            + latest.values().stream()
                .map(BatchResult::text)
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("; ", "; ", ""));
    Workflow.upsertTypedSearchAttributes(EstopSearchAttributes.POSITIONS_OPEN.valueSet(open));
    record.details();
  }

  /** The rounds at one venue. */
  private final class AtVenue {
    private final String venue;
    private final List<Integer> batches;
    private final Instant deadline;

    /** When each batch that is not done is worked on next. */
    private final Map<Integer, Instant> dueAt = new TreeMap<>();

    /** How much of what people told the rounds have followed. */
    private int followed = state.directions;

    AtVenue(String venue, List<Integer> batches, Instant deadline) {
      this.venue = venue;
      this.batches = batches;
      this.deadline = deadline;
      everythingIsDue();
    }

    private void everythingIsDue() {
      Instant now = StopMessages.now();
      batches.forEach(batch -> dueAt.put(batch, now));
    }

    /** Returns how much of what people told was followed. */
    int work() {
      // Rounds are counted over the whole stop, whoever ran them.
      int round = state.round;
      while (!dueAt.isEmpty() && StopMessages.now().isBefore(deadline) && !state.releaseTold) {
        round++;
        state.round = Math.max(state.round, round);
        round(round).forEach(this::note);
        progress();
        if (state.directions != followed) {
          // What was of no use a moment ago may be now.
          followed = state.directions;
          everythingIsDue();
        } else if (!dueAt.isEmpty()) {
          pause(round);
        }
      }
      return followed;
    }

    /** All due batches at once; how many run side by side is the worker's slots' affair. */
    private List<BatchResult> round(int round) {
      Instant now = StopMessages.now();
      List<Promise<BatchResult>> due = new ArrayList<>();
      dueAt.forEach(
          (batch, at) -> {
            if (!at.isAfter(now)) {
              LiquidationActivities hands =
                  StopSteps.liquidation(
                      TaskQueues.LIQUIDATION, "round " + round + " · batch " + batch);
              due.add(Async.function(hands::liquidateBatch, state.stopId, batch, round, deadline));
            }
          });
      record.patiently("round " + round + " at " + venue, Promise.allOf(due));
      return due.stream().map(Promise::get).toList();
    }

    private void note(BatchResult result) {
      latest.put(result.batch(), result);
      if (result.open() <= result.waiting()) {
        dueAt.remove(result.batch());
        return;
      }
      long pause = Math.max(state.settings.roundMillis(), result.dueInMillis());
      dueAt.put(result.batch(), StopMessages.now().plusMillis(pause));
    }

    private void pause(int round) {
      Instant next = Collections.min(dueAt.values());
      Instant end = next.isBefore(deadline) ? next : deadline;
      Duration left = Duration.between(StopMessages.now(), end);
      if (left.compareTo(Duration.ZERO) > 0) {
        Waits.until(
            left,
            "before round " + (round + 1) + " at " + venue,
            () -> state.directions != followed || state.releaseTold);
      }
      if (state.directions != followed) {
        followed = state.directions;
        everythingIsDue();
      }
    }
  }
}
