package io.estop.workflows.stop;

import io.estop.model.Outcome;
import io.estop.model.Phase;
import io.estop.workflows.EstopSearchAttributes;
import io.estop.workflows.TaskQueues;
import io.estop.workflows.stop.HaltActivities.PhaseChange;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;

/**
 * Tells where a stop is: each change goes through one method that writes the log, Temporal UI, the
 * ledger and the notices.
 */
final class StopRecord {
  private static final Logger log = Workflow.getLogger(StopRecord.class);

  private final StopState state;

  StopRecord(StopState state) {
    this.state = state;
  }

  void enter(Phase next, String sentence) {
    if (!state.phase.leadsTo(next) && state.phase != next) {
      log.warn("phase {} does not lead to {}", state.phase, next);
    }
    state.phase = next;
    state.text = sentence;
    log.info("stop {} enters {}: {}", state.stopId, next, sentence);
    Workflow.upsertTypedSearchAttributes(EstopSearchAttributes.PHASE.valueSet(next.name()));
    details();
    PhaseChange change =
        new PhaseChange(
            state.stopId, next.name(), sentence, state.round, Workflow.getInfo().getRunId());
    record("enter " + next, halt -> halt.enterPhase(change));
    if (!state.revisiting) {
      notice(next.name() + " round " + state.round, sentence);
    }
  }

  /** Records the latest verified state and goes on to hold. */
  void settle(Outcome found, String sentence) {
    Outcome before = state.outcome;
    state.outcome = found;
    if (state.phase != Phase.HOLDING || found != before) {
      record(
          "record outcome " + found,
          halt -> halt.recordOutcome(state.stopId, found.name(), sentence));
    }
    if (found != before) {
      Workflow.upsertTypedSearchAttributes(EstopSearchAttributes.OUTCOME.valueSet(found.name()));
    }
    if (found != before || !state.revisiting) {
      notice("OUTCOME " + found + " round " + state.round, sentence);
    }
    if (state.phase != Phase.HOLDING) {
      enter(Phase.HOLDING, sentence);
    } else {
      state.text = sentence;
      details();
    }
  }

  /** What Temporal UI finds the run by: every run says it, also one that was handed the stop. */
  void mark() {
    Workflow.upsertTypedSearchAttributes(
        EstopSearchAttributes.PHASE.valueSet(state.phase.name()),
        EstopSearchAttributes.SCOPE.valueSet(state.begun.scope()),
        EstopSearchAttributes.STOP_ID.valueSet(state.stopId),
        EstopSearchAttributes.TRIGGER.valueSet(state.begun.trigger()));
    if (state.outcome != null) {
      Workflow.upsertTypedSearchAttributes(
          EstopSearchAttributes.OUTCOME.valueSet(state.outcome.name()));
    }
    details();
  }

  /** Shows in Temporal UI what the run knows now. */
  void details() {
    Workflow.setCurrentDetails(state.details());
  }

  /** Sent beside the procedure: a notice that fails is recorded and never fails the stop. */
  void notice(String event, String sentence) {
    NoticeActivities people =
        Workflow.newActivityStub(
            NoticeActivities.class, Timeouts.notice(TaskQueues.NOTICE, "notice " + event));
    state.noticesUnderWay++;
    Async.procedure(people::notifyPeople, "stop/" + state.stopId, event, sentence)
        .handle(
            (done, failure) -> {
              state.noticesUnderWay--;
              if (failure != null) {
                log.warn("notice {} was not delivered", event, failure);
              }
              return null;
            });
  }

  /** In this task where the stores answer at once; else as an activity, until they do. */
  static <A, R> R promptly(Class<A> contract, String summary, Function<A, R> call) {
    try {
      return call.apply(Workflow.newLocalActivityStub(contract, Timeouts.hold(summary)));
    } catch (ActivityFailure notNow) {
      log.warn("{}: not done at once, tried until it is", summary, notNow);
      return call.apply(Workflow.newActivityStub(contract, Timeouts.record(summary)));
    }
  }

  static void record(String summary, Consumer<HaltActivities> call) {
    promptly(
        HaltActivities.class,
        summary,
        halt -> {
          call.accept(halt);
          return summary;
        });
  }
}
