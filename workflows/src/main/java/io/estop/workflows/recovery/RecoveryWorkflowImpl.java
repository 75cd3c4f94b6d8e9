package io.estop.workflows.recovery;

import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.people.Person;
import io.estop.model.recovery.Stage;
import io.estop.model.recovery.StageRequest;
import io.estop.workflows.Calls;
import io.estop.workflows.EstopSearchAttributes;
import io.estop.workflows.Handlers;
import io.estop.workflows.recovery.RecoveryActivities.ApprovedStage;
import io.estop.workflows.recovery.RecoveryActivities.Bound;
import io.estop.workflows.recovery.RecoveryActivities.StageApplied;
import io.estop.workflows.recovery.RecoveryProgress.Waiting;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Leads the restart: assessment, finding, then each stage by request, approval and soak. Updates
 * work one at a time; each is checked on arrival and again when its turn comes.
 */
public final class RecoveryWorkflowImpl implements RecoveryWorkflow {
  private final RecoveryInput input;
  private final RecoveryProgress progress;
  private final RecoveryRules rules;
  private final WorkflowLock turn;
  private final List<Promise<Void>> notices = new ArrayList<>();
  private String shown = "";

  @WorkflowInit
  public RecoveryWorkflowImpl(RecoveryInput input) {
    this.input = input;
    this.progress = new RecoveryProgress(input);
    this.rules = new RecoveryRules(progress);
    this.turn = Workflow.newWorkflowLock();
  }

  @Override
  public void run(RecoveryInput started) {
    begin();
    while (!progress.isCompleted()) {
      Workflow.await(() -> progress.isSoaking() || progress.isCompleted());
      if (progress.isSoaking()) {
        soak();
      }
    }
    Promise.allOf(notices).get();
    Workflow.await(Workflow::isEveryHandlerFinished);
  }

  private void begin() {
    try {
      StopId.parse(input.stopId());
      Workflow.upsertTypedSearchAttributes(
          EstopSearchAttributes.SCOPE.valueSet(Scope.parse(input.scope()).toString()),
          EstopSearchAttributes.STOP_ID.valueSet(input.stopId()));
    } catch (IllegalArgumentException malformed) {
      throw ApplicationFailure.newNonRetryableFailure(
          String.valueOf(malformed.getMessage()), "BAD_INPUT");
    }
    progress.tell("begun by " + input.requester());
    publish();
    inTurn(this::assessFirst);
  }

  private RecoveryStatus assessFirst() {
    try {
      progress.assessed(RecoveryCalls.system("assess the system").assess(input.stopId()));
    } catch (ActivityFailure failed) {
      progress.tell("the system could not be assessed: " + Calls.reason(failed));
    }
    return publish();
  }

  private void soak() {
    long millis = soakMillis();
    String summary = "soak time of " + progress.mode();
    Workflow.newTimer(
            Duration.ofMillis(millis), TimerOptions.newBuilder().setSummary(summary).build())
        .get();
    progress.soaked();
    publish();
  }

  private long soakMillis() {
    while (true) {
      try {
        return Math.max(0, RecoveryCalls.system("how long to watch this stage").soakMillis());
      } catch (ActivityFailure failed) {
        if (failed.getCause() instanceof CanceledFailure cancelled) {
          throw cancelled;
        }
        // Without its soak time a stage is not over; the worker will be back.
        progress.tell("the soak time is not known: " + Calls.reason(failed));
        publish();
      }
    }
  }

  @Override
  public RecoveryStatus assess(Signer signer) {
    return inTurn(
        () -> {
          Person person = rules.assess(signer);
          progress.countUpdate();
          progress.assessed(
              RecoveryCalls.system("assess the system for " + person.name())
                  .assess(input.stopId()));
          return publish();
        });
  }

  @Override
  public void validateSign(Signer signer, String finding) {
    Handlers.validated(() -> rules.sign(signer, finding));
  }

  @Override
  public RecoveryStatus sign(Signer signer, String finding) {
    return inTurn(
        () -> {
          Person person = rules.sign(signer, finding);
          progress.countUpdate();
          RecoveryCalls.system("record the finding of " + person.name())
              .recordFinding(input.scope(), input.stopId(), signer, finding);
          progress.signed(person.name(), finding);
          return publish();
        });
  }

  @Override
  public void validateRequest(Signer signer, String stage, String factor) {
    Handlers.validated(() -> rules.request(signer, stage, factor));
  }

  @Override
  public RecoveryStatus request(Signer signer, String stage, String factor) {
    return inTurn(
        () -> {
          Person person = rules.request(signer, stage, factor);
          progress.countUpdate();
          Bound bound = bound(signer, stage, factor);
          progress.requested(new Waiting(request(person, stage, factor, bound), bound));
          return publish();
        });
  }

  private Bound bound(Signer signer, String stage, String factor) {
    try {
      return RecoveryCalls.system("record the request of " + stage + " by " + signer.name())
          .recordRequest(input.scope(), input.stopId(), signer, stage, factor);
    } catch (ActivityFailure failed) {
      if (RecoveryCalls.isOfType(failed, Refusals.HALTED_AGAIN)) {
        progress.haltedAgain(Calls.reason(failed));
        publish();
        throw Refusals.HALTED_AGAIN.because(Calls.reason(failed));
      }
      throw failed;
    }
  }

  private StageRequest request(Person person, String stage, String factor, Bound bound) {
    Stage next = Stage.valueOf(stage);
    return new StageRequest(
        StopId.parse(input.stopId()),
        next,
        RecoveryRules.factor(next, factor),
        person.name(),
        bound.flagVersion(),
        progress.evidence(bound));
  }

  @Override
  public void validateApprove(Signer signer, String stage, String approvalHash) {
    Handlers.validated(() -> rules.approve(signer, stage, approvalHash));
  }

  @Override
  public RecoveryStatus approve(Signer signer, String stage, String approvalHash) {
    return inTurn(
        () -> {
          Person person = rules.approve(signer, stage, approvalHash);
          progress.countUpdate();
          ApprovedStage approved = approved(person);
          StageApplied applied =
              RecoveryCalls.system(stage + ", approved by " + person.name()).applyStage(approved);
          if (!applied.applied()) {
            progress.dropRequest(applied.text());
            publish();
            throw Refusals.VOID.because("the request is void: " + applied.text());
          }
          progress.applied(person.name(), applied.text());
          tellPeople(approved, applied);
          return publish();
        });
  }

  private ApprovedStage approved(Person approver) {
    Waiting waiting = progress.waiting();
    if (waiting == null) {
      throw new IllegalStateException("a checked approval has a request");
    }
    StageRequest request = waiting.request();
    return new ApprovedStage(
        input.scope(),
        input.stopId(),
        request.stage().name(),
        request.factor().toPlainString(),
        request.requester(),
        approver.name(),
        request.flagVersion(),
        request.approvalHash(),
        waiting.bound().evidence());
  }

  /** Tells people in the thread of the stop; nobody waits for it, and its failure is recorded. */
  private void tellPeople(ApprovedStage approved, StageApplied applied) {
    Promise<Void> notice =
        Async.procedure(
            RecoveryCalls.people("tell people about " + approved.stage())::notifyPeople,
            "stop/" + input.stopId(),
            "RECOVERY_" + approved.stage() + "/" + approved.flagVersion(),
            "Recovery of "
                + input.scope()
                + ": "
                + approved.stage()
                + ", requested by "
                + approved.requester()
                + ", approved by "
                + approved.approver()
                + ". "
                + applied.text());
    notices.add(
        notice.handle(
            (sent, failed) -> {
              if (failed != null) {
                progress.tell("people were not told about " + approved.stage());
              }
              return null;
            }));
  }

  @Override
  public RecoveryStatus status() {
    return progress.status();
  }

  /** Runs one step after the other; what it throws unexpectedly fails its caller alone. */
  private RecoveryStatus inTurn(Supplier<RecoveryStatus> step) {
    turn.lock();
    try {
      return step.get();
    } catch (ActivityFailure failed) {
      throw Refusals.NOT_DONE.because("it could not be done, try again: " + Calls.reason(failed));
    } catch (TemporalFailure refusal) {
      throw refusal;
    } catch (RuntimeException unexpected) {
      throw ApplicationFailure.newFailureWithCause(
          "a bug refused this: " + unexpected.getMessage(), "BUG", unexpected);
    } finally {
      turn.unlock();
    }
  }

  private RecoveryStatus publish() {
    if (!shown.equals(progress.state())) {
      shown = progress.state();
      Workflow.upsertTypedSearchAttributes(EstopSearchAttributes.PHASE.valueSet(shown));
    }
    Workflow.setCurrentDetails(progress.details());
    return progress.status();
  }
}
