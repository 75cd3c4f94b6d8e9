package io.estop.workflows.stop;

import io.estop.model.Action;
import io.estop.model.Outcome;
import io.estop.model.Phase;
import io.estop.model.Press;
import io.estop.workflows.EstopSearchAttributes;
import io.estop.workflows.Handlers;
import io.estop.workflows.TaskQueues;
import io.estop.workflows.stop.HaltActivities.Acknowledged;
import io.estop.workflows.stop.HaltActivities.Activation;
import io.estop.workflows.stop.HaltActivities.PhaseChange;
import io.estop.workflows.stop.LiquidationActivities.BatchResult;
import io.estop.workflows.stop.LiquidationActivities.BookReading;
import io.estop.workflows.stop.LiquidationActivities.Cancelled;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The procedure of a stop; {@link #run} reads as design section 3. */
public final class EmergencyStopWorkflowImpl implements EmergencyStopWorkflow {
  private static final Logger log = Workflow.getLogger(EmergencyStopWorkflowImpl.class);
  private static final int CANCEL_PASSES = 20;
  private static final Duration CANCEL_GAP = Duration.ofMillis(500);
  private static final int VERIFY_PASSES = 10;
  private static final int SILENT_PASSES = 2;
  // A tenth of what the server bears; a replay of this many events takes no noticeable time.
  private static final long LONG_HISTORY = 5_000;

  private final PressMessage begun;
  private final String stopId;
  private Action action;
  private @Nullable Action carriedOut;
  private Phase phase = Phase.ACTIVATING;
  private @Nullable Outcome outcome;
  private String text = "holds are being asserted";
  private StopSettings settings = new StopSettings(2_000, 1_000, 4_000, 300_000, 30_000);
  private PlanSummary plan = PlanSummary.none();
  private int round;
  private boolean activated;
  private boolean duplicate;
  private boolean revisiting;
  private int noticesUnderWay;
  private boolean released;
  private boolean releaseTold;
  private @Nullable CloseMessage closing;

  @WorkflowInit
  public EmergencyStopWorkflowImpl(@Nullable StopInput input) {
    this.begun = PressMessage.orEmpty(input == null ? null : input.press());
    // A malformed input is refused in run, where it ends the run instead of stalling it.
    this.stopId = String.valueOf(begun.stopId());
    StopProgress carried = input == null ? null : input.carried();
    if (carried == null) {
      this.action = Action.HALT;
    } else {
      this.action = carried.action();
      this.carriedOut = carried.carriedOut();
      this.phase = carried.phase();
      this.outcome = carried.outcome();
      this.settings = carried.settings();
      this.round = carried.round();
      this.text = carried.text() == null ? "holding" : carried.text();
      this.plan = carried.plan() == null ? PlanSummary.none() : carried.plan();
      this.activated = true;
    }
  }

  @Override
  public void run(@Nullable StopInput input) {
    if (!activated && !activate()) {
      return;
    }
    mark();
    while (closing == null && !released) {
      if (carriedOut != action) {
        revisiting = false;
        carryOut();
      }
      hold();
      released = releaseTold && nothingHeld();
    }
    close();
  }

  // ---- 1, 2: activation

  private boolean activate() {
    Press press = Handlers.guarded(begun::toPress);
    action = action.furthest(press.action());
    details();
    Activation activation = reassert();
    settings = activation.settings();
    duplicate = activation.duplicate();
    activated = true;
    if (duplicate) {
      text = "a stop with this id has ended before: nothing was done";
      details();
      Workflow.await(Workflow::isEveryHandlerFinished);
      return false;
    }
    notice("ACTIVATED", begun.actor() + " pressed " + action + ": " + begun.reason());
    return true;
  }

  /** What Temporal UI finds the run by: every run says it, also one that was handed the stop. */
  private void mark() {
    Workflow.upsertTypedSearchAttributes(
        EstopSearchAttributes.PHASE.valueSet(phase.name()),
        EstopSearchAttributes.SCOPE.valueSet(begun.scope()),
        EstopSearchAttributes.STOP_ID.valueSet(stopId),
        EstopSearchAttributes.TRIGGER.valueSet(begun.trigger()));
    if (outcome != null) {
      Workflow.upsertTypedSearchAttributes(EstopSearchAttributes.OUTCOME.valueSet(outcome.name()));
    }
    details();
  }

  /** First at once in this task; where no store takes the row, again until one does. */
  private Activation reassert() {
    String workflowId = Workflow.getInfo().getWorkflowId();
    String runId = Workflow.getInfo().getRunId();
    try {
      return Workflow.newLocalActivityStub(
              HaltActivities.class, Timeouts.hold("re-assert the hold of " + begun.scope()))
          .activate(begun, workflowId, runId);
    } catch (ActivityFailure notRecorded) {
      log.warn("the stop's row could not be written yet; the hold is asserted", notRecorded);
      return Workflow.newActivityStub(
              HaltActivities.class, Timeouts.record("record the stop; the hold is asserted"))
          .activate(begun, workflowId, runId);
    }
  }

  // ---- what the action asks for

  private void carryOut() {
    Action now = action;
    if (now == Action.HALT) {
      acknowledgements().get();
      settle(Outcome.HELD, "gates deny; working orders and positions stay as they are");
    } else {
      cancel();
      if (now.includes(Action.FLATTEN)) {
        liquidate();
      } else {
        settle(Outcome.HELD, "gates deny and working orders are cancelled; positions stay");
      }
    }
    carriedOut = now;
  }

  private Promise<Void> acknowledgements() {
    HaltActivities halt =
        Workflow.newActivityStub(
            HaltActivities.class,
            Timeouts.acknowledge(Duration.ofMillis(settings.acknowledgeMillis())));
    return Async.function(halt::awaitAcknowledgements, stopId, settings.acknowledgeMillis())
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
      notice("ACKNOWLEDGEMENTS_UNKNOWN", "acknowledgements could not be read: " + failure);
    } else if (acknowledged != null && !acknowledged.silent().isEmpty()) {
      notice("COMPONENTS_SILENT", "silent components: " + acknowledged.silent());
    }
  }

  // ---- 3: cancel, beside the acknowledgements

  private void cancel() {
    enter(Phase.CANCELLING, "working orders of " + begun.scope() + " are being cancelled");
    Promise<Void> acknowledged = acknowledgements();
    List<String> venues =
        liquidation(TaskQueues.HALT, "venues of " + begun.scope()).venuesInScope(stopId);
    List<Promise<Cancelled>> perVenue = new ArrayList<>();
    for (String venue : venues) {
      perVenue.add(Async.function(this::cancelAt, venue));
    }
    List<Cancelled> done = perVenue.stream().map(Promise::get).toList();
    acknowledged.get();
    List<Cancelled> unconfirmed =
        done.stream().filter(venue -> venue.open() > 0 || !venue.missing().isEmpty()).toList();
    if (!unconfirmed.isEmpty()) {
      notice("CANCEL_UNCONFIRMED", "not confirmed: " + unconfirmed);
    }
  }

  /** One hung venue delays no other; what it has not confirmed is swept in every later round. */
  private Cancelled cancelAt(String venue) {
    Cancelled cancelled = new Cancelled(venue, 0, 0, "not asked yet");
    for (int pass = 0; pass < CANCEL_PASSES && needsPass(cancelled); pass++) {
      if (pass > 0) {
        sleep(CANCEL_GAP, "cancel again at " + venue);
      }
      cancelled =
          liquidation(TaskQueues.HALT, "cancel working orders at " + venue)
              .cancelWorkingOrders(stopId, venue);
    }
    return cancelled;
  }

  private static boolean needsPass(Cancelled cancelled) {
    return cancelled.open() > 0 || !cancelled.missing().isEmpty();
  }

  // ---- 4, 5: assess and liquidate in rounds

  private void liquidate() {
    enter(Phase.ASSESSING, "positions are read from the venues");
    plan = liquidation(TaskQueues.LIQUIDATION, "assess positions").assess(stopId);
    if (!plan.batches().isEmpty()) {
      enter(Phase.LIQUIDATING, plan.positions() + " positions, risk " + plan.risk() + " to remove");
      rounds();
    }
    verify();
  }

  private void rounds() {
    long deadline = Workflow.currentTimeMillis() + settings.timeoutMillis();
    List<Integer> due = plan.batches();
    while (!due.isEmpty() && Workflow.currentTimeMillis() < deadline && !releaseTold) {
      round++;
      List<BatchResult> results = round(due);
      due =
          results.stream()
              .filter(result -> result.open() > result.waiting())
              .map(BatchResult::batch)
              .toList();
      int open = results.stream().mapToInt(BatchResult::open).sum();
      progress(open, results);
      if (!due.isEmpty()) {
        sleep(Duration.ofMillis(settings.roundMillis()), "before round " + (round + 1));
      }
    }
    liquidation(TaskQueues.LIQUIDATION, "mark what is left").markResiduals(stopId);
  }

  /** All due batches at once; how many run side by side is the worker's slots' affair. */
  private List<BatchResult> round(List<Integer> due) {
    List<Promise<BatchResult>> batches = new ArrayList<>();
    for (int batch : due) {
      LiquidationActivities hands =
          liquidation(TaskQueues.LIQUIDATION, "round " + round + " · batch " + batch);
      batches.add(Async.function(hands::liquidateBatch, stopId, batch, round));
    }
    return batches.stream().map(Promise::get).toList();
  }

  private void progress(int open, List<BatchResult> results) {
    text =
        "round "
            + round
            + ": "
            + open
            + " positions open"
            + results.stream()
                .map(BatchResult::text)
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("; ", "; ", ""));
    Workflow.upsertTypedSearchAttributes(
        EstopSearchAttributes.POSITIONS_OPEN.valueSet((long) open));
    details();
  }

  // ---- 6: verify

  private void verify() {
    enter(Phase.VERIFYING, "the venues are read twice over a quiet period");
    BookReading first = read(true);
    int silent = first.complete() ? 0 : 1;
    for (int pass = 1; pass < VERIFY_PASSES && inFlight(first) && silent < SILENT_PASSES; pass++) {
      sleep(Duration.ofMillis(settings.quietMillis()), "orders in flight: read again");
      first = read(true);
      silent = first.complete() ? 0 : silent + 1;
    }
    if (silent == SILENT_PASSES) {
      // People have to know soon; holding goes on asking, and closes what it then finds.
      settle(Outcome.UNKNOWN, first.text());
      return;
    }
    sleep(Duration.ofMillis(settings.quietMillis()), "quiet period");
    settle(first, read(false));
  }

  private static boolean inFlight(BookReading reading) {
    return !reading.complete() || reading.inFlight() > 0;
  }

  private BookReading read(boolean first) {
    return liquidation(TaskQueues.LIQUIDATION, first ? "first read" : "second read")
        .verifyBook(stopId, first);
  }

  private void settle(BookReading first, BookReading second) {
    if (!first.complete() || !second.complete()) {
      settle(Outcome.UNKNOWN, first.complete() ? second.text() : first.text());
    } else if (first.showsNothing()
        && second.showsNothing()
        && first.digest().equals(second.digest())) {
      settle(Outcome.FLAT, "the venues showed it twice: " + second.text());
    } else {
      settle(Outcome.RESIDUAL, second.text());
    }
  }

  private void settle(Outcome found, String sentence) {
    Outcome before = outcome;
    outcome = found;
    if (phase != Phase.HOLDING || found != before) {
      Workflow.newActivityStub(HaltActivities.class, Timeouts.record("record outcome " + found))
          .recordOutcome(stopId, found.name(), sentence);
      Workflow.upsertTypedSearchAttributes(EstopSearchAttributes.OUTCOME.valueSet(found.name()));
      notice("OUTCOME " + found + " round " + round, sentence);
    }
    if (phase != Phase.HOLDING) {
      enter(Phase.HOLDING, sentence);
    } else {
      text = sentence;
      details();
    }
  }

  // ---- 9: hold, in slow rounds

  /** Asked of the flag: a press may have joined after the release was told. */
  private boolean nothingHeld() {
    releaseTold = false;
    return !Workflow.newActivityStub(HaltActivities.class, Timeouts.record("is anything held?"))
        .isHeld(stopId);
  }

  private void hold() {
    boolean changed = Workflow.await(Duration.ofMillis(settings.holdMillis()), this::somethingToDo);
    if (!changed && carriedOut == Action.FLATTEN) {
      look();
    }
    if (isHistoryLong() && noticesUnderWay == 0 && !somethingToDo()) {
      continueAsNew();
    }
  }

  /** As await with a time-out, but with a timer that says in Temporal UI what it is for. */
  private void waitForChange(Duration longest) {
    TimerOptions summary = TimerOptions.newBuilder().setSummary("hold, then look again").build();
    List<Promise<Void>> over = new ArrayList<>();
    CancellationScope holding =
        Workflow.newCancellationScope(() -> over.add(Workflow.newTimer(longest, summary)));
    holding.run();
    Workflow.await(() -> somethingToDo() || over.get(0).isCompleted());
    if (!over.get(0).isCompleted()) {
      holding.cancel("something changed");
    }
  }

  private boolean isHistoryLong() {
    return Workflow.getInfo().isContinueAsNewSuggested()
        || Workflow.getInfo().getHistoryLength() > LONG_HISTORY;
  }

  private boolean somethingToDo() {
    return closing != null || releaseTold || carriedOut != action;
  }

  /**
   * A late fill or a silent venue that speaks again: look, and reopen liquidation if need be.
   * People are told again only when the outcome changes: a closed market must not cry all weekend.
   */
  private void look() {
    revisiting = true;
    BookReading reading = read(true);
    if (!reading.complete()) {
      settle(Outcome.UNKNOWN, reading.text());
    } else if (!reading.showsNothing() || outcome != Outcome.FLAT) {
      liquidate();
    }
  }

  private void continueAsNew() {
    Workflow.await(Workflow::isEveryHandlerFinished);
    if (!somethingToDo()) {
      Workflow.continueAsNew(
          ContinueAsNewOptions.newBuilder().build(),
          new StopInput(
              begun,
              new StopProgress(
                  action,
                  Optional.ofNullable(carriedOut).orElse(Action.HALT),
                  phase,
                  outcome,
                  settings,
                  round,
                  text,
                  plan)));
    }
  }

  private void close() {
    CloseMessage message =
        closing != null ? closing : new CloseMessage("recovery", "a recovery released the hold");
    enter(Phase.CLOSED, message.actor() + ": " + message.reason());
    Workflow.newActivityStub(HaltActivities.class, Timeouts.record("end the stop"))
        .end(stopId, message);
    Workflow.await(Workflow::isEveryHandlerFinished);
    // Activities of a run that ends are dropped: people should hear of the end all the same.
    Workflow.await(Timeouts.LAST_NOTICES, () -> noticesUnderWay == 0);
  }

  // ---- phases: one method for each change

  private void enter(Phase next, String sentence) {
    if (!phase.leadsTo(next) && phase != next) {
      log.warn("phase {} does not lead to {}", phase, next);
    }
    phase = next;
    text = sentence;
    log.info("stop {} enters {}: {}", stopId, next, sentence);
    Workflow.upsertTypedSearchAttributes(EstopSearchAttributes.PHASE.valueSet(next.name()));
    details();
    Workflow.newActivityStub(HaltActivities.class, Timeouts.record("enter " + next))
        .enterPhase(
            new PhaseChange(stopId, next.name(), sentence, round, Workflow.getInfo().getRunId()));
    if (!revisiting) {
      notice(next.name() + " round " + round, sentence);
    }
  }

  private void details() {
    Workflow.setCurrentDetails(
        "**"
            + phase
            + "** · "
            + action
            + " of `"
            + begun.scope()
            + "` · "
            + (outcome == null ? "no outcome yet" : "outcome **" + outcome + "**")
            + "\n\n"
            + text
            + "\n\nstop `"
            + stopId
            + "` pressed by "
            + begun.actor()
            + ": "
            + begun.reason());
  }

  /** Sent beside the procedure: a notice that fails is recorded and never fails the stop. */
  private void notice(String event, String sentence) {
    NoticeActivities people =
        Workflow.newActivityStub(
            NoticeActivities.class, Timeouts.notice(TaskQueues.NOTICE, "notice " + event));
    noticesUnderWay++;
    Async.procedure(people::notifyPeople, "stop/" + stopId, event, sentence)
        .handle(
            (done, failure) -> {
              noticesUnderWay--;
              if (failure != null) {
                log.warn("notice {} was not delivered", event, failure);
              }
              return null;
            });
  }

  private static LiquidationActivities liquidation(String taskQueue, String summary) {
    return Workflow.newActivityStub(
        LiquidationActivities.class, Timeouts.venue(taskQueue, summary));
  }

  private static void sleep(Duration duration, String summary) {
    Workflow.newTimer(duration, TimerOptions.newBuilder().setSummary(summary).build()).get();
  }

  // ---- messages

  @Override
  public PressReply press(PressMessage press) {
    return Handlers.guarded(() -> joined(press));
  }

  private PressReply joined(PressMessage message) {
    Workflow.await(() -> activated);
    Press press = message.toPress();
    if (!duplicate) {
      boolean another = !message.stopId().equals(stopId);
      if (another || !action.includes(press.action())) {
        Workflow.newActivityStub(
                HaltActivities.class, Timeouts.record("join press " + press.stopId()))
            .join(stopId, message);
      }
      action = action.furthest(press.action());
      details();
    }
    return new PressReply(stopId, action.name(), duplicate);
  }

  @Override
  public void validatePress(@Nullable PressMessage press) {
    Handlers.validated(() -> checkPress(press));
  }

  private void checkPress(@Nullable PressMessage press) {
    Press checked = PressMessage.orEmpty(press).toPress();
    if (!checked.scope().toString().equals(begun.scope())) {
      throw Handlers.refuse(
          "this stop covers " + begun.scope() + " but the press names " + checked.scope());
    }
    if (closing != null || released || phase == Phase.CLOSED) {
      throw Handlers.refuse("this stop is closing: press again");
    }
  }

  @Override
  public void trigger(@Nullable PressMessage press) {
    try {
      Handlers.guarded(
          () -> {
            checkPress(press);
            return joined(PressMessage.orEmpty(press));
          });
    } catch (TemporalFailure refused) {
      log.warn("a signalled press was refused", refused);
      text = "a signalled press was refused: " + refused.getMessage();
      details();
    }
  }

  @Override
  public void close(CloseMessage close) {
    Workflow.await(() -> activated);
    closing = close;
  }

  @Override
  public void validateClose(CloseMessage close) {
    Handlers.validated(() -> checkClose(close));
  }

  private void checkClose(CloseMessage close) {
    if (phase != Phase.HOLDING) {
      throw Handlers.refuse(
          "only a stop that holds can be closed; this one is " + phase + ": wait for its outcome");
    }
    if (close == null || blank(close.actor()) || blank(close.reason())) {
      throw Handlers.refuse("closing needs the person and a reason");
    }
  }

  private static boolean blank(@Nullable String words) {
    return words == null || words.isBlank();
  }

  @Override
  public void released(String actor) {
    log.info("the hold of stop {} was released by {}", stopId, actor);
    releaseTold = true;
  }

  @Override
  public StopStatus status() {
    return new StopStatus(
        stopId,
        begun.scope(),
        action.name(),
        phase.name(),
        outcome == null ? null : outcome.name(),
        text,
        round);
  }

  @Override
  public PlanSummary plan() {
    return plan;
  }
}
