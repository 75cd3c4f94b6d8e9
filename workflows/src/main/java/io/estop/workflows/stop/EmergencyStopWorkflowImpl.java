package io.estop.workflows.stop;

import io.estop.model.Action;
import io.estop.model.Outcome;
import io.estop.model.Phase;
import io.estop.model.Press;
import io.estop.workflows.Handlers;
import io.estop.workflows.stop.HaltActivities.Activation;
import io.estop.workflows.stop.LiquidationActivities.BookReading;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The procedure of a stop; {@link #run} reads as its story, messages may come at any point of it.
 */
public final class EmergencyStopWorkflowImpl implements EmergencyStopWorkflow {
  private static final Logger log = Workflow.getLogger(EmergencyStopWorkflowImpl.class);
  // A tenth of what the server bears; a replay of this many events takes no noticeable time.
  private static final long LONG_HISTORY = 5_000;

  private final StopState state;
  private final StopRecord record;
  private final StopSteps steps;

  @WorkflowInit
  public EmergencyStopWorkflowImpl(@Nullable StopInput input) {
    this.state = new StopState(input);
    this.record = new StopRecord(state);
    this.steps = new StopSteps(state, record);
  }

  @Override
  public void run(@Nullable StopInput input) {
    if (!state.activated && !activate()) {
      return;
    }
    record.mark();
    while (state.closing == null && !state.released) {
      if (state.carriedOut != state.action) {
        state.revisiting = false;
        carryOut();
      }
      hold();
      state.released = state.releaseTold && nothingHeld();
    }
    close();
  }

  // ---- 1, 2: activation

  private boolean activate() {
    Press press = Handlers.guarded(state.begun::toPress);
    state.action = state.action.furthest(press.action());
    record.details();
    Activation activation = reassert();
    state.settings = activation.settings();
    state.duplicate = activation.duplicate();
    state.activated = true;
    if (state.duplicate) {
      state.text = "a stop with this id has ended before: nothing was done";
      record.details();
      Workflow.await(Workflow::isEveryHandlerFinished);
      return false;
    }
    record.notice(
        "ACTIVATED",
        state.begun.actor() + " pressed " + state.action + ": " + state.begun.reason());
    return true;
  }

  private Activation reassert() {
    String workflowId = Workflow.getInfo().getWorkflowId();
    String runId = Workflow.getInfo().getRunId();
    return StopRecord.promptly(
        HaltActivities.class,
        "re-assert the hold of " + state.begun.scope(),
        halt -> halt.activate(state.begun, workflowId, runId));
  }

  private void carryOut() {
    Action now = state.action;
    if (now == Action.HALT) {
      steps.acknowledgements().get();
      record.settle(Outcome.HELD, "gates deny; working orders and positions stay as they are");
    } else {
      steps.cancel();
      if (now.includes(Action.FLATTEN)) {
        steps.liquidate();
      } else {
        record.settle(Outcome.HELD, "gates deny and working orders are cancelled; positions stay");
      }
    }
    state.carriedOut = now;
  }

  /** Asked of the flag: a press may have joined after the release was told. */
  private boolean nothingHeld() {
    state.releaseTold = false;
    return !StopRecord.promptly(
        HaltActivities.class, "is anything held?", halt -> halt.isHeld(state.stopId));
  }

  private void hold() {
    // Nobody knows: ask soon. Everything else can wait for the slow round.
    long pause =
        state.outcome == Outcome.UNKNOWN
            ? state.settings.roundMillis()
            : state.settings.holdMillis();
    waitForChange(Duration.ofMillis(Math.min(pause, state.settings.holdMillis())));
    if (!state.somethingToDo() && state.carriedOut == Action.FLATTEN) {
      look();
    }
    if (isHistoryLong() && state.noticesUnderWay == 0 && !state.somethingToDo()) {
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
    Workflow.await(() -> state.somethingToDo() || over.get(0).isCompleted());
    if (!over.get(0).isCompleted()) {
      holding.cancel("something changed");
    }
  }

  private boolean isHistoryLong() {
    return Workflow.getInfo().isContinueAsNewSuggested()
        || Workflow.getInfo().getHistoryLength() > LONG_HISTORY;
  }

  /**
   * A late fill or a silent venue that speaks again: look, and reopen liquidation if need be.
   * People are told again only when the outcome changes: a closed market must not cry all weekend.
   */
  private void look() {
    state.revisiting = true;
    BookReading reading = steps.read(true);
    if (!reading.complete()) {
      record.settle(Outcome.UNKNOWN, reading.text());
    } else if (!reading.showsNothing() || state.outcome != Outcome.FLAT) {
      steps.liquidate();
    }
  }

  private void continueAsNew() {
    Workflow.await(Workflow::isEveryHandlerFinished);
    if (!state.somethingToDo()) {
      Workflow.continueAsNew(ContinueAsNewOptions.newBuilder().build(), state.next());
    }
  }

  private void close() {
    CloseMessage message =
        state.closing != null
            ? state.closing
            : new CloseMessage("recovery", "a recovery released the hold");
    state.revisiting = false;
    record.enter(Phase.CLOSED, message.actor() + ": " + message.reason());
    StopRecord.record("end the stop", halt -> halt.end(state.stopId, message));
    Workflow.await(Workflow::isEveryHandlerFinished);
    // Activities of a run that ends are dropped: people should hear of the end all the same.
    Workflow.await(Timeouts.LAST_NOTICES, () -> state.noticesUnderWay == 0);
  }

  // ---- messages

  @Override
  public PressReply press(PressMessage press) {
    return Handlers.guarded(() -> joined(press));
  }

  private PressReply joined(PressMessage message) {
    Workflow.await(() -> state.activated);
    Press press = message.toPress();
    if (!state.duplicate) {
      boolean another = !message.stopId().equals(state.stopId);
      if (another || !state.action.includes(press.action())) {
        StopRecord.record("join press " + press.stopId(), halt -> halt.join(state.stopId, message));
      }
      state.action = state.action.furthest(press.action());
      record.details();
    }
    return new PressReply(state.stopId, state.action.name(), state.duplicate);
  }

  @Override
  public void validatePress(@Nullable PressMessage press) {
    Handlers.validated(() -> checkPress(press));
  }

  private void checkPress(@Nullable PressMessage press) {
    Press checked = PressMessage.orEmpty(press).toPress();
    if (!checked.scope().toString().equals(state.begun.scope())) {
      throw Handlers.refuse(
          "this stop covers " + state.begun.scope() + " but the press names " + checked.scope());
    }
    if (state.isClosing()) {
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
      state.text = "a signalled press was refused: " + refused.getMessage();
      record.details();
    }
  }

  @Override
  public void close(CloseMessage close) {
    Workflow.await(() -> state.activated);
    state.closing = close;
  }

  @Override
  public void validateClose(CloseMessage close) {
    Handlers.validated(() -> checkClose(close));
  }

  private void checkClose(CloseMessage close) {
    if (state.phase != Phase.HOLDING) {
      throw Handlers.refuse(
          "only a stop that holds can be closed; this one is "
              + state.phase
              + ": wait for its outcome");
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
