package io.estop.workflows.stop;

import io.estop.model.Outcome;
import io.estop.model.Phase;
import io.estop.workflows.EstopSearchAttributes;
import io.estop.workflows.TaskQueues;
import io.estop.workflows.stop.HaltActivities.EscalationChange;
import io.estop.workflows.stop.HaltActivities.PhaseChange;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
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
  private static final String DATABASE_SILENT =
      "PostgreSQL does not answer: the halt stands and cancels go on, but no closing order is sent"
          + " until it does";

  private final StopState state;
  private final BesideRecords beside = new BesideRecords();

  StopRecord(StopState state) {
    this.state = state;
  }

  /** Enters a phase that closing orders may follow: recorded before anything is done in it. */
  void enter(Phase next, String sentence) {
    PhaseChange change = entered(next, sentence);
    record("enter " + next, halt -> halt.enterPhase(change));
    tellPhase(next, sentence);
  }

  /** Enters a phase of the halt and its cancels, which wait for no record. */
  void enterBeside(Phase next, String sentence) {
    if (!state.recordsBeside) {
      enter(next, sentence);
      return;
    }
    PhaseChange change = entered(next, sentence);
    beside("enter " + next, halt -> halt.enterPhase(change));
    tellPhase(next, sentence);
  }

  private PhaseChange entered(Phase next, String sentence) {
    if (!state.phase.leadsTo(next) && state.phase != next) {
      log.warn("phase {} does not lead to {}", state.phase, next);
    }
    state.phase = next;
    state.text = sentence;
    log.info("stop {} enters {}: {}", state.stopId, next, sentence);
    Workflow.upsertTypedSearchAttributes(EstopSearchAttributes.PHASE.valueSet(next.name()));
    details();
    return new PhaseChange(
        state.stopId,
        next.name(),
        sentence,
        state.round,
        Workflow.getInfo().getRunId(),
        state.unchanged);
  }

  private void tellPhase(Phase next, String sentence) {
    if (!state.revisiting) {
      notice(next.name() + " round " + state.round, sentence);
    }
  }

  /** Records the latest verified state and goes on to hold. */
  void settle(Outcome found, String sentence) {
    Outcome before = state.outcome;
    boolean again = state.unchanged && found == before;
    state.outcome = found;
    if (state.phase != Phase.HOLDING || found != before) {
      record(
          "record outcome " + found,
          halt -> halt.recordOutcome(state.stopId, found.name(), sentence, again));
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

  /** Records and tells a change of what the stop does by itself. */
  void escalation(String event, String actor, String sentence) {
    EscalationChange change =
        new EscalationChange(state.stopId, event, actor, sentence, state.action, state.escalations);
    beside("escalation " + event, halt -> halt.recordEscalation(change));
    news("ESCALATION " + event, sentence);
    details();
  }

  /** Records and tells what people should find with the stop. */
  void remark(String event, String sentence) {
    String stopId = state.stopId;
    beside("remark " + event, halt -> halt.remark(stopId, event, sentence));
    news(event, sentence);
  }

  /** Tells people of something that may happen again; recorded it is by whoever did it. */
  void news(String event, String sentence) {
    notice(event + " " + at(), sentence);
  }

  private static String at() {
    return StopState.at(StopMessages.now());
  }

  /** Shows what of a kind does not work now, empty where it does; people are told once of each. */
  void trouble(String kind, String sentence) {
    String before = state.troubles.getOrDefault(kind, "");
    if (sentence.equals(before)) {
      return;
    }
    if (sentence.isEmpty()) {
      state.troubles.remove(kind);
    } else {
      state.troubles.put(kind, sentence);
      log.warn("stop {}: {}", state.stopId, sentence);
      news(kind, sentence);
    }
    details();
  }

  /** Waits as long as it takes; people are told when that is longer than it can rightly be. */
  <T> T patiently(String what, Promise<T> work) {
    if (state.recordsBeside && !Waits.until(Timeouts.STUCK, what, work::isCompleted)) {
      trouble(
          "STUCK",
          what
              + " takes longer than "
              + Timeouts.STUCK.toSeconds()
              + " s: a venue or PostgreSQL does not answer; the halt stands, it is tried again");
    }
    T done = work.get();
    trouble("STUCK", "");
    return done;
  }

  /** Sent beside the procedure: a notice that fails is recorded and never fails the stop. */
  void notice(String event, String sentence) {
    NoticeActivities people =
        Workflow.newActivityStub(
            NoticeActivities.class, Timeouts.notice(TaskQueues.NOTICE, "notice " + event));
    state.noticesUnderWay++;
    Apart.get(() -> Async.procedure(people::notifyPeople, "stop/" + state.stopId, event, sentence))
        .handle(
            (done, failure) -> {
              state.noticesUnderWay--;
              if (failure != null) {
                log.warn("notice {} was not delivered", event, failure);
              }
              return null;
            });
  }

  /** Records without being waited for. */
  void beside(String summary, Consumer<HaltActivities> call) {
    beside.add(summary, call);
  }

  boolean isWritten() {
    return beside.isWritten();
  }

  /** Waits until all that was given to be recorded beside is: from here on orders may be sent. */
  void awaitWritten() {
    if (beside.isWritten()) {
      return;
    }
    if (!Waits.until(Timeouts.PATIENCE, "records are being written", beside::isWritten)) {
      trouble("DATABASE_SILENT", DATABASE_SILENT);
      Workflow.await(beside::isWritten);
      trouble("DATABASE_SILENT", "");
    }
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

  /** Records before anything else is done, and after all that was to be recorded before. */
  void record(String summary, Consumer<HaltActivities> call) {
    if (!state.recordsBeside) {
      promptly(
          HaltActivities.class,
          summary,
          halt -> {
            call.accept(halt);
            return summary;
          });
      return;
    }
    awaitWritten();
    try {
      call.accept(Workflow.newLocalActivityStub(HaltActivities.class, Timeouts.hold(summary)));
    } catch (ActivityFailure notNow) {
      log.warn("{}: not recorded at once, tried until it is", summary, notNow);
      beside(summary, call);
      awaitWritten();
    }
  }
}
