package io.estop.workflows.stop;

import io.estop.model.Action;
import io.estop.model.Outcome;
import io.estop.model.Phase;
import io.estop.workflows.EstopSearchAttributes;
import io.estop.workflows.TaskQueues;
import io.estop.workflows.stop.HaltActivities.Acknowledged;
import io.estop.workflows.stop.LiquidationActivities.BatchResult;
import io.estop.workflows.stop.LiquidationActivities.BookReading;
import io.estop.workflows.stop.LiquidationActivities.Cancelled;
import io.estop.workflows.stop.LiquidationActivities.Swept;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What a stop does at components and venues: acknowledge, cancel, assess, liquidate, verify. */
final class StopSteps {
  private static final Logger log = Workflow.getLogger(StopSteps.class);
  private static final int CANCEL_PASSES = 20;
  private static final Duration CANCEL_GAP = Duration.ofMillis(500);
  private static final int VERIFY_PASSES = 10;
  private static final int SILENT_PASSES = 2;
  private static final int ASSESS_PASSES = 10;

  private final StopState state;
  private final StopRecord record;
  private final AccountLock locks;
  private final Rounds rounds;

  StopSteps(StopState state, StopRecord record) {
    this.state = state;
    this.record = record;
    this.locks = new AccountLock(state, record);
    this.rounds = new Rounds(state, record);
  }

  Promise<Void> acknowledgements() {
    HaltActivities halt =
        Workflow.newActivityStub(
            HaltActivities.class,
            Timeouts.acknowledge(Duration.ofMillis(state.settings.acknowledgeMillis())));
    return Async.function(
            halt::awaitAcknowledgements, state.stopId, state.settings.acknowledgeMillis())
        .handle(
            (acknowledged, failure) -> {
              onAcknowledged(acknowledged, failure);
              return null;
            });
  }

  private void onAcknowledged(
      @Nullable Acknowledged acknowledged, @Nullable RuntimeException failure) {
    if (failure != null) {
      log.warn("acknowledgements could not be read", failure);
      record.notice("ACKNOWLEDGEMENTS_UNKNOWN", "acknowledgements could not be read: " + failure);
    } else if (acknowledged != null && !acknowledged.silent().isEmpty()) {
      record.notice("COMPONENTS_SILENT", "silent components: " + acknowledged.silent());
    }
  }

  void cancel(Action now) {
    record.enterBeside(
        Phase.CANCELLING, "working orders of " + state.begun.scope() + " are being cancelled");
    Promise<Void> acknowledged = acknowledgements();
    List<Cancelled> done = cancelEverywhere();
    if (state.recordsBeside && now == Action.FLATTEN && (wentLessFar() || state.resumed)) {
      done = cancelLane(acknowledged);
    } else {
      acknowledged.get();
    }
    tellCancelled(done);
  }

  private boolean wentLessFar() {
    return state.carriedOut != null;
  }

  /**
   * Under HALT and CANCEL components may have reduced by themselves. FLATTEN closes that lane; what
   * was let in before they acknowledged is cancelled now, so that no two hands close one position.
   */
  private List<Cancelled> cancelLane(Promise<Void> acknowledged) {
    Duration bound =
        Duration.ofMillis(state.settings.acknowledgeMillis()).plus(Timeouts.ACKNOWLEDGE_GRACE);
    if (!Waits.until(bound, "components close the reduce lane", acknowledged::isCompleted)) {
      record.notice(
          "ACKNOWLEDGEMENTS_LATE " + state.action,
          "components have not said within " + bound.toMillis() + " ms that the lane is closed");
    }
    return cancelEverywhere();
  }

  private List<Cancelled> cancelEverywhere() {
    List<String> venues =
        StopRecord.promptly(
            LiquidationActivities.class,
            "venues of " + state.begun.scope(),
            hands -> hands.venuesInScope(state.stopId, state.begun.scope()));
    List<Promise<Cancelled>> perVenue = new ArrayList<>();
    for (String venue : venues) {
      perVenue.add(Async.function(this::cancelAt, venue));
    }
    return perVenue.stream().map(Promise::get).toList();
  }

  private void tellCancelled(List<Cancelled> done) {
    List<Cancelled> unconfirmed = done.stream().filter(StopSteps::needsPass).toList();
    if (!unconfirmed.isEmpty()) {
      record.notice("CANCEL_UNCONFIRMED", "not confirmed: " + unconfirmed);
    }
    List<String> unattributed =
        done.stream().flatMap(venue -> venue.unattributed().stream()).toList();
    if (state.recordsBeside) {
      record.trouble(
          "UNATTRIBUTED_ORDERS",
          unattributed.isEmpty() ? "" : "orders of nobody known stay: " + unattributed);
    }
  }

  /** One hung venue delays no other; what it has not confirmed is swept in every later round. */
  private Cancelled cancelAt(String venue) {
    Cancelled cancelled = new Cancelled(venue, 0, 0, "not asked yet");
    for (int pass = 0; pass < CANCEL_PASSES && needsPass(cancelled); pass++) {
      if (pass > 0) {
        Waits.sleep(CANCEL_GAP, "cancel again at " + venue);
      }
      cancelled =
          liquidation(TaskQueues.HALT, "cancel working orders at " + venue)
              .cancelWorkingOrders(state.stopId, venue, state.begun.scope());
    }
    return cancelled;
  }

  private static boolean needsPass(Cancelled cancelled) {
    return cancelled.open() > 0 || !cancelled.missing().isEmpty();
  }

  void liquidate() {
    record.enter(Phase.ASSESSING, "positions are read from the venues");
    locks.open();
    state.plan = assess();
    for (int pass = 1; pass < ASSESS_PASSES && isUnanswered(state.plan); pass++) {
      Waits.sleep(
          Duration.ofMillis(state.settings.quietMillis()), "no venue answered: assess again");
      state.plan = assess();
    }
    if (!state.plan.batches().isEmpty()) {
      record.enter(
          Phase.LIQUIDATING,
          state.plan.positions() + " positions, risk " + state.plan.risk() + " to remove");
      if (state.roundsApart) {
        rounds.work();
      } else {
        rounds();
      }
    } else {
      state.followed = state.directions;
      state.opensAt = null;
    }
    verify();
  }

  private PlanSummary assess() {
    LiquidationActivities hands = liquidation(TaskQueues.LIQUIDATION, "assess positions");
    return record.patiently("the assessment", Async.function(hands::assess, state.stopId));
  }

  /** Where one venue answers it is not kept waiting for the others: holding asks them again. */
  private static boolean isUnanswered(PlanSummary plan) {
    return plan.batches().isEmpty() && !plan.missing().isEmpty();
  }

  private void rounds() {
    long deadline = Workflow.currentTimeMillis() + state.settings.timeoutMillis();
    List<Integer> due = state.plan.batches();
    int open = state.plan.positions();
    while (!due.isEmpty() && Workflow.currentTimeMillis() < deadline && !state.releaseTold) {
      state.round++;
      List<BatchResult> results = round(due);
      due =
          results.stream()
              .filter(result -> result.open() > result.waiting())
              .map(BatchResult::batch)
              .toList();
      open = results.stream().mapToInt(BatchResult::open).sum();
      progress(open, results);
      if (!due.isEmpty()) {
        Waits.sleep(
            Duration.ofMillis(state.settings.roundMillis()), "before round " + (state.round + 1));
      }
    }
    if (open > 0) {
      liquidation(TaskQueues.LIQUIDATION, "mark what is left").markResiduals(state.stopId);
    }
  }

  /** All due batches at once; how many run side by side is the worker's slots' affair. */
  private List<BatchResult> round(List<Integer> due) {
    List<Promise<BatchResult>> batches = new ArrayList<>();
    for (int batch : due) {
      LiquidationActivities hands =
          liquidation(TaskQueues.LIQUIDATION, "round " + state.round + " · batch " + batch);
      batches.add(
          Async.function(hands::liquidateBatch, state.stopId, batch, state.round, (Instant) null));
    }
    record.patiently("round " + state.round, Promise.allOf(batches));
    return batches.stream().map(Promise::get).toList();
  }

  private void progress(int open, List<BatchResult> results) {
    state.text =
        "round "
            + state.round
            + ": "
            + open
            + " positions open"
            + results.stream()
                .map(BatchResult::text)
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("; ", "; ", ""));
    Workflow.upsertTypedSearchAttributes(
        EstopSearchAttributes.POSITIONS_OPEN.valueSet((long) open));
    record.details();
  }

  private void verify() {
    record.enter(Phase.VERIFYING, "the venues are read twice over a quiet period");
    BookReading first = read(true);
    int silent = first.complete() ? 0 : 1;
    for (int pass = 1; pass < VERIFY_PASSES && inFlight(first) && silent < SILENT_PASSES; pass++) {
      Waits.sleep(Duration.ofMillis(state.settings.quietMillis()), "orders in flight: read again");
      first = read(true);
      silent = first.complete() ? 0 : silent + 1;
    }
    if (silent == SILENT_PASSES) {
      // People have to know soon; holding goes on asking, and closes what it then finds.
      record.settle(Outcome.UNKNOWN, first.text());
      return;
    }
    settle(first, secondRead());
  }

  private BookReading secondRead() {
    if (!state.quietInside) {
      Waits.sleep(Duration.ofMillis(state.settings.quietMillis()), "quiet period");
      return read(false);
    }
    LiquidationActivities hands =
        liquidation(TaskQueues.LIQUIDATION, "second read, after the quiet period");
    return record.patiently(
        "the second read",
        Async.function(hands::verifyBookAfter, state.stopId, state.settings.quietMillis()));
  }

  private static boolean inFlight(BookReading reading) {
    return !reading.complete() || reading.inFlight() > 0;
  }

  BookReading read(boolean first) {
    String summary = first ? "first read" : "second read";
    LiquidationActivities hands = liquidation(TaskQueues.LIQUIDATION, summary);
    return record.patiently(
        "the " + summary, Async.function(hands::verifyBook, state.stopId, first));
  }

  // ---- holding

  /** One slow round: sweep, look, and reopen liquidation if need be. */
  void slowRound() {
    if (state.recordsBeside && state.carriedOut != Action.HALT) {
      sweep();
    }
    if (state.carriedOut == Action.FLATTEN) {
      look();
      if (state.outcome == Outcome.FLAT) {
        locks.close();
      }
    }
  }

  private void sweep() {
    try {
      Swept swept =
          Workflow.newActivityStub(
                  LiquidationActivities.class,
                  Timeouts.slowRound(TaskQueues.HALT, "sweep foreign orders"))
              .sweep(state.stopId, state.begun.scope());
      record.trouble(
          "STUBBORN_ORDERS",
          swept.stubborn().isEmpty() ? "" : "orders that come back: " + swept.stubborn());
      record.trouble(
          "SWEEP_INCOMPLETE", swept.missing().isEmpty() ? "" : "not swept: " + swept.missing());
    } catch (ActivityFailure failed) {
      log.warn("the sweep failed", failed);
      record.trouble("SWEEP_INCOMPLETE", "the sweep failed; the next slow round tries again");
    }
  }

  /**
   * A late fill or a silent venue that speaks again: look, and reopen liquidation if need be.
   * People are told again only when the outcome changes: a closed market must not cry all weekend.
   */
  private void look() {
    state.revisiting = true;
    BookReading reading = read(true);
    state.unchanged = reading.digest().equals(state.waitingBook) && !state.directed();
    if (!reading.complete()) {
      record.settle(Outcome.UNKNOWN, reading.text());
    } else if (state.waitsForTheMarket(reading.digest(), StopMessages.now())) {
      log.info("stop {} waits for the market, which opens at {}", state.stopId, state.opensAt);
    } else if (!reading.showsNothing() || state.outcome != Outcome.FLAT) {
      liquidate();
    }
    state.unchanged = false;
  }

  private void settle(BookReading first, BookReading second) {
    // What changed while it was looked at is news as well, else the ledger never hears of it.
    state.unchanged &= second.digest().equals(state.waitingBook);
    state.waitingBook = second.digest();
    if (!first.complete() || !second.complete()) {
      record.settle(Outcome.UNKNOWN, first.complete() ? second.text() : first.text());
    } else if (first.showsNothing()
        && second.showsNothing()
        && first.digest().equals(second.digest())) {
      record.settle(Outcome.FLAT, "the venues showed it twice: " + second.text());
      locks.close();
    } else {
      record.settle(Outcome.RESIDUAL, second.text());
    }
  }

  static LiquidationActivities liquidation(String taskQueue, String summary) {
    return Workflow.newActivityStub(
        LiquidationActivities.class, Timeouts.venue(taskQueue, summary));
  }
}
