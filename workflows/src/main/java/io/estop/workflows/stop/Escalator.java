package io.estop.workflows.stop;

import io.estop.model.Action;
import io.estop.model.Escalations;
import io.estop.model.PendingEscalation;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Goes further when the time has come, beside whatever the stop does: a venue that hangs delays no
 * escalation. The action is raised on board and flag before the stop itself goes further.
 */
final class Escalator {
  private final StopState state;
  private final StopRecord record;

  Escalator(StopState state, StopRecord record) {
    this.state = state;
    this.record = record;
  }

  /** Runs as long as the run does. */
  void watch() {
    while (!state.ending) {
      Workflow.await(() -> state.ending || next().isPresent());
      next().ifPresent(this::await);
    }
  }

  private Optional<PendingEscalation> next() {
    return state.escalations.next();
  }

  private void await(PendingEscalation pending) {
    Duration left = Duration.between(StopMessages.now(), pending.dueAt());
    if (left.compareTo(Duration.ZERO) > 0) {
      Waits.until(
          left,
          pending.action() + " at " + StopState.at(pending.dueAt()) + " unless deferred",
          () -> state.ending || next().filter(pending::equals).isEmpty());
    }
    Instant now = StopMessages.now();
    if (!state.isClosing() && next().filter(pending::equals).isPresent() && isDue(now)) {
      state.escalations.due(now).ifPresent(this::escalate);
    } else if (state.isClosing()) {
      // Where the close is void the stop goes on, and so does this.
      Workflow.await(() -> state.ending || !state.isClosing());
    }
  }

  private boolean isDue(Instant now) {
    return state.escalations.due(now).isPresent();
  }

  private void escalate(PendingEscalation due) {
    Action to = due.action();
    state.joining++;
    try {
      boolean held =
          StopRecord.promptly(
              HaltActivities.class,
              "raise the hold to " + to,
              halt -> halt.hold(state.begun.going(to)));
      if (!held) {
        state.escalations = Escalations.none();
        record.escalation("DROPPED", "engine", "the hold was released: nothing follows");
        return;
      }
      state.taken++;
      state.goFurther(to);
      record.escalation(
          "ESCALATED",
          "engine",
          "the stop goes on to " + to + ", as asked for by " + due.askedBy());
    } finally {
      state.joining--;
    }
  }
}
