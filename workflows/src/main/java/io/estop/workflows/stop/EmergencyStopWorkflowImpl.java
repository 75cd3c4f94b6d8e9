package io.estop.workflows.stop;

import io.estop.model.Action;
import io.estop.model.Outcome;
import io.estop.model.liquidation.DirectiveKind;
import io.estop.workflows.Handlers;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The procedure of a stop; {@link #run} reads as its story, messages may come at any point of it.
 */
public final class EmergencyStopWorkflowImpl implements EmergencyStopWorkflow {
  private static final Logger log = Workflow.getLogger(EmergencyStopWorkflowImpl.class);
  // A tenth of what the server bears; a replay of this many events takes no noticeable time.
  private static final long LONG_HISTORY = 5_000;
  // Near what the server bears.
  private static final long LONGEST_HISTORY = 40_000;
  private static final String RECORDS_BESIDE = "records-beside-and-escalation";
  // Of the same change: from this version on no venue waits for another's round.
  private static final int ROUNDS_APART = 2;
  // Of the same change: from this version on the quiet period is part of the second read.
  private static final int QUIET_INSIDE = 3;

  private final StopState state;
  private final StopRecord record;
  private final StopSteps steps;
  private final StopMessages messages;
  private final Escalator escalator;
  private final Activator activator;
  private final Ending ending;

  @WorkflowInit
  public EmergencyStopWorkflowImpl(@Nullable StopInput input) {
    this.state = new StopState(input);
    this.record = new StopRecord(state);
    this.steps = new StopSteps(state, record);
    this.messages = new StopMessages(state, record);
    this.escalator = new Escalator(state, record);
    this.activator = new Activator(state, record, messages);
    this.ending = new Ending(state, record);
  }

  @Override
  public void run(@Nullable StopInput input) {
    int version = Workflow.getVersion(RECORDS_BESIDE, Workflow.DEFAULT_VERSION, QUIET_INSIDE);
    state.recordsBeside = version > Workflow.DEFAULT_VERSION;
    state.roundsApart = version >= ROUNDS_APART;
    state.quietInside = version >= QUIET_INSIDE;
    CancellationScope.current().getCancellationRequest().thenApply(this::refuseToBeCancelled);
    Apart.run(this::story);
  }

  private void story() {
    state.activated = state.handedOn;
    if (!state.activated && !activator.activate()) {
      endAsDuplicate();
      return;
    }
    record.mark();
    if (state.recordsBeside) {
      Async.procedure(escalator::watch);
    }
    do {
      if (state.carriedOut != state.action) {
        carryOut();
      }
      if (state.duplicate) {
        endAsDuplicate();
        return;
      }
      hold();
    } while (!ending.isOver());
    ending.close();
  }

  /** Only a person closes a stop and only a recovery releases it. */
  private String refuseToBeCancelled(@Nullable String reason) {
    log.warn("stop {} was asked to cancel itself and goes on: {}", state.stopId, reason);
    if (state.recordsBeside) {
      state.cancelRefused = true;
      Apart.run(
          () ->
              record.remark(
                  "CANCEL_REFUSED",
                  "Temporal was asked to cancel this stop; it goes on: close it, or recover"));
    }
    return String.valueOf(reason);
  }

  private void endAsDuplicate() {
    state.text = "a stop with this id has ended before: nothing was done";
    record.details();
    Workflow.await(Workflow::isEveryHandlerFinished);
    ending.followUp();
  }

  // ---- 3 to 6

  private void carryOut() {
    Action now = state.action;
    state.revisiting = state.resumed;
    if (now == Action.HALT) {
      steps.acknowledgements().get();
    } else {
      steps.cancel(now);
    }
    if (state.recordsBeside) {
      record.awaitWritten();
    }
    if (state.duplicate) {
      return;
    }
    if (now == Action.FLATTEN) {
      steps.liquidate();
    } else {
      record.settle(
          Outcome.HELD,
          now == Action.HALT
              ? "gates deny; working orders and positions stay as they are"
              : "gates deny and working orders are cancelled; positions stay");
    }
    state.resumed = false;
    state.carriedOut = now;
  }

  // ---- 9: hold

  private void hold() {
    // Nobody knows: ask soon. Everything else can wait for the slow round.
    long pause =
        state.outcome == Outcome.UNKNOWN
            ? state.settings.roundMillis()
            : state.settings.holdMillis();
    Waits.until(
        Duration.ofMillis(untilTheMarketOpens(Math.min(pause, state.settings.holdMillis()))),
        "hold, then look again",
        () -> state.somethingToDo() || state.directed());
    if (!state.somethingToDo()) {
      steps.slowRound();
    }
    if (isHistoryLong() && isQuiet()) {
      continueAsNew();
    }
  }

  private long untilTheMarketOpens(long atMost) {
    if (state.opensAt == null) {
      return atMost;
    }
    long left = Duration.between(StopMessages.now(), state.opensAt).toMillis();
    return left <= 0 ? atMost : Math.min(atMost, left);
  }

  private boolean isHistoryLong() {
    if (state.cancelRefused) {
      // Temporal would end the run where it asks for the next one: a supervisor begins it then.
      return Workflow.getInfo().getHistoryLength() > LONGEST_HISTORY;
    }
    return Workflow.getInfo().isContinueAsNewSuggested()
        || Workflow.getInfo().getHistoryLength() > LONG_HISTORY;
  }

  private boolean isQuiet() {
    return state.noticesUnderWay == 0
        && state.joining == 0
        && record.isWritten()
        && !state.directed()
        && !state.somethingToDo();
  }

  private void continueAsNew() {
    Workflow.await(Workflow::isEveryHandlerFinished);
    if (isQuiet()) {
      Workflow.continueAsNew(ContinueAsNewOptions.newBuilder().build(), state.next());
    }
  }

  // ---- messages: what each means stands with its subject

  @Override
  public PressReply press(PressMessage press) {
    return Apart.get(() -> Handlers.guarded(() -> messages.join(press)));
  }

  @Override
  public void validatePress(@Nullable PressMessage press) {
    Handlers.validated(() -> messages.checkPress(press));
  }

  @Override
  public void trigger(@Nullable PressMessage press) {
    Apart.run(() -> messages.signalled(press));
  }

  @Override
  public void close(CloseMessage close) {
    Apart.run(() -> ending.closeUnlessPressed(close));
  }

  @Override
  public void validateClose(CloseMessage close) {
    Handlers.validated(() -> ending.checkClose(close));
  }

  @Override
  public StopStatus defer(DeferMessage deferral) {
    return Apart.get(() -> Handlers.guarded(() -> messages.defer(deferral)));
  }

  @Override
  public void validateDefer(@Nullable DeferMessage deferral) {
    Handlers.validated(() -> messages.checkDeferral(deferral));
  }

  @Override
  public StopStatus accelerate(DirectiveMessage directive) {
    return directed(DirectiveKind.ACCELERATE, directive);
  }

  @Override
  public void validateAccelerate(@Nullable DirectiveMessage directive) {
    Handlers.validated(() -> messages.checkDirective(DirectiveKind.ACCELERATE, directive));
  }

  @Override
  public StopStatus pauseSlices(DirectiveMessage directive) {
    return directed(DirectiveKind.PAUSE, directive);
  }

  @Override
  public void validatePauseSlices(@Nullable DirectiveMessage directive) {
    Handlers.validated(() -> messages.checkDirective(DirectiveKind.PAUSE, directive));
  }

  @Override
  public StopStatus resumeSlices(DirectiveMessage directive) {
    return directed(DirectiveKind.RESUME, directive);
  }

  @Override
  public void validateResumeSlices(@Nullable DirectiveMessage directive) {
    Handlers.validated(() -> messages.checkDirective(DirectiveKind.RESUME, directive));
  }

  @Override
  public StopStatus takeOver(DirectiveMessage directive) {
    return directed(DirectiveKind.TAKE_OVER, directive);
  }

  @Override
  public void validateTakeOver(@Nullable DirectiveMessage directive) {
    Handlers.validated(() -> messages.checkDirective(DirectiveKind.TAKE_OVER, directive));
  }

  @Override
  public StopStatus giveBack(DirectiveMessage directive) {
    return directed(DirectiveKind.GIVE_BACK, directive);
  }

  @Override
  public void validateGiveBack(@Nullable DirectiveMessage directive) {
    Handlers.validated(() -> messages.checkDirective(DirectiveKind.GIVE_BACK, directive));
  }

  private StopStatus directed(DirectiveKind kind, DirectiveMessage directive) {
    return Apart.get(() -> Handlers.guarded(() -> messages.direct(kind, directive)));
  }

  @Override
  public void released(String actor) {
    log.info("the hold of stop {} was released by {}", state.stopId, actor);
    state.releaseTold = true;
  }

  @Override
  public StopStatus status() {
    return state.status();
  }

  @Override
  public PlanSummary plan() {
    return state.plan;
  }
}
