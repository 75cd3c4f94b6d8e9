package io.estop.workflows.stop;

import io.estop.model.Action;
import io.estop.model.Outcome;
import io.estop.model.Phase;
import io.estop.model.Press;
import io.estop.model.liquidation.DirectiveKind;
import io.estop.workflows.Handlers;
import io.estop.workflows.stop.HaltActivities.Activation;
import io.estop.workflows.stop.HaltActivities.KnownStop;
import io.estop.workflows.stop.HaltActivities.Recorded;
import io.temporal.failure.TemporalFailure;
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

  private final StopState state;
  private final StopRecord record;
  private final StopSteps steps;
  private final StopMessages messages;
  private final Escalator escalator;

  @WorkflowInit
  public EmergencyStopWorkflowImpl(@Nullable StopInput input) {
    this.state = new StopState(input);
    this.record = new StopRecord(state);
    this.steps = new StopSteps(state, record);
    this.messages = new StopMessages(state, record);
    this.escalator = new Escalator(state, record);
  }

  @Override
  public void run(@Nullable StopInput input) {
    int version = Workflow.getVersion(RECORDS_BESIDE, Workflow.DEFAULT_VERSION, ROUNDS_APART);
    state.recordsBeside = version > Workflow.DEFAULT_VERSION;
    state.roundsApart = version >= ROUNDS_APART;
    CancellationScope.current().getCancellationRequest().thenApply(this::refuseToBeCancelled);
    Apart.run(this::story);
  }

  private void story() {
    state.activated = state.handedOn;
    if (!state.activated && !activate()) {
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
    } while (!isOver());
    close();
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

  // ---- 1, 2: activation

  private boolean activate() {
    Press press = Handlers.guarded(state.begun::toPress);
    state.action = state.action.furthest(press.action());
    record.details();
    Activation activation = reassert();
    state.settings = activation.settings();
    state.duplicate = activation.duplicate();
    if (!state.duplicate) {
      if (!activation.recorded()) {
        recordBeside(activation.unheld(), press);
      }
      takeOver(activation.known(), press);
    }
    state.activated = true;
    return !state.duplicate;
  }

  private Activation reassert() {
    String workflowId = Workflow.getInfo().getWorkflowId();
    String runId = Workflow.getInfo().getRunId();
    return StopRecord.promptly(
        HaltActivities.class,
        "re-assert the hold of " + state.begun.scope(),
        halt -> halt.activate(state.begun, workflowId, runId));
  }

  /** A stop that another run left is carried on; a new one begins. */
  private void takeOver(@Nullable KnownStop known, Press press) {
    PressMessage pressed = state.begun;
    if (known != null && !known.byThisRun()) {
      state.carryOn(known);
      record.remark(
          "CARRIED_ON", "a new run carries this stop on; the last one left it in " + known.phase());
      if (!pressed.stopId().equals(state.stopId)) {
        Async.procedure(() -> joinAtOnce(pressed));
      }
      return;
    }
    record.notice(
        "ACTIVATED",
        state.begun.actor() + " pressed " + state.action + ": " + state.begun.reason());
    press.escalation().ifPresent(later -> messages.pend(later, press.cause().actor()));
  }

  /** The press that began this run joins the stop that it found; also where nobody waits. */
  private void joinAtOnce(PressMessage pressed) {
    try {
      Handlers.guarded(() -> messages.join(pressed));
    } catch (TemporalFailure refused) {
      log.warn("press {} could not join {}", pressed.stopId(), state.stopId, refused);
      record.remark("JOIN_REFUSED", "press " + pressed.stopId() + ": " + refused.getMessage());
    }
  }

  /** The halt and the cancels go on; orders wait until the stop is recorded. */
  private void recordBeside(boolean unheld, Press press) {
    PressMessage pressed = state.begun;
    String workflowId = Workflow.getInfo().getWorkflowId();
    String runId = Workflow.getInfo().getRunId();
    state.unrecorded = true;
    if (unheld) {
      Async.procedure(() -> holdUntilHeld(pressed));
    }
    record.beside(
        "record the stop of " + pressed.scope(),
        halt -> onRecorded(halt.recordStop(pressed, workflowId, runId), press));
    Async.procedure(record::awaitWritten);
  }

  private void holdUntilHeld(PressMessage pressed) {
    Workflow.newActivityStub(HaltActivities.class, Timeouts.record("hold until it is held"))
        .hold(pressed);
  }

  private void onRecorded(Recorded recorded, Press press) {
    state.unrecorded = false;
    if (recorded.duplicate()) {
      state.duplicate = true;
      return;
    }
    state.following = null;
    if (recorded.known() != null && !recorded.known().byThisRun()) {
      takeOver(recorded.known(), press);
      record.mark();
    }
  }

  private void endAsDuplicate() {
    state.text = "a stop with this id has ended before: nothing was done";
    record.details();
    Workflow.await(Workflow::isEveryHandlerFinished);
    followUp();
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

  // ---- the end

  /**
   * Nothing that was answered may be left undone: what is being held is waited for, and a press or
   * an escalation that came since makes the close void. From then on every press is sent to the
   * next run.
   */
  private boolean isOver() {
    int before = state.taken;
    state.released = state.releaseTold && nothingHeld();
    if (!state.recordsBeside) {
      return state.closing != null || state.released;
    }
    if (state.closing == null && !state.released) {
      return false;
    }
    Workflow.await(() -> state.joining == 0);
    int since = state.released ? before : state.takenAtClose;
    boolean isVoid = state.taken != since || state.carriedOut != state.action;
    if (isVoid) {
      state.releaseTold = state.released;
      state.released = false;
      state.closing = null;
      return false;
    }
    state.ending = true;
    return true;
  }

  /** Asked of the flag: a press may have joined after the release was told. */
  private boolean nothingHeld() {
    state.releaseTold = false;
    return !StopRecord.promptly(
        HaltActivities.class, "is anything held?", halt -> halt.isHeld(state.stopId));
  }

  private void close() {
    CloseMessage message =
        state.closing != null
            ? state.closing
            : new CloseMessage("recovery", "a recovery released the hold");
    state.revisiting = false;
    record.enter(Phase.CLOSED, message.actor() + ": " + message.reason());
    record.record("end the stop", halt -> halt.end(state.stopId, message));
    Workflow.await(Workflow::isEveryHandlerFinished);
    // Activities of a run that ends are dropped: people should hear of the end all the same.
    Workflow.await(Timeouts.LAST_NOTICES, () -> state.noticesUnderWay == 0);
    followUp();
  }

  /** A press that was taken and not carried out begins the next stop: its sender was not told. */
  private void followUp() {
    if (state.following != null) {
      Workflow.continueAsNew(
          ContinueAsNewOptions.newBuilder().build(), StopInput.first(state.following));
    }
  }

  // ---- messages

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
    Apart.run(
        () -> {
          try {
            Handlers.guarded(
                () -> {
                  messages.checkPress(press);
                  return messages.join(PressMessage.orEmpty(press));
                });
          } catch (TemporalFailure refused) {
            refused(press, refused);
          }
        });
  }

  private void refused(@Nullable PressMessage press, TemporalFailure refused) {
    if (press != null && state.recordsBeside && Handlers.isClosing(refused)) {
      state.follow(press);
      return;
    }
    log.warn("a signalled press was refused", refused);
    state.text = "a signalled press was refused: " + refused.getMessage();
    record.details();
  }

  @Override
  public void close(CloseMessage close) {
    Apart.run(() -> closeUnlessPressed(close));
  }

  private void closeUnlessPressed(CloseMessage close) {
    Workflow.await(() -> state.activated);
    if (state.closing == null) {
      state.closing = close;
      state.takenAtClose = state.taken;
    }
    if (state.recordsBeside) {
      Workflow.await(() -> state.ending || state.closing == null);
      if (!state.ending) {
        throw Handlers.refuse(
            "a press came while the stop was to be closed: it goes on as " + state.action);
      }
    }
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
