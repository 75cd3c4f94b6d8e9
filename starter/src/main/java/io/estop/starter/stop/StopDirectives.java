package io.estop.starter.stop;

import io.estop.model.StopId;
import io.estop.model.liquidation.Directive;
import io.estop.model.liquidation.DirectiveKind;
import io.estop.model.people.Person;
import io.estop.starter.problem.Problem;
import io.estop.starter.problem.Values;
import io.estop.starter.wiring.TemporalCalls;
import io.estop.store.plan.Positions;
import io.estop.store.stop.StopRow;
import io.estop.store.task.TaskRow;
import io.estop.workflows.stop.DirectiveMessage;
import io.estop.workflows.stop.EmergencyStopWorkflow;
import io.estop.workflows.stop.StopStatus;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Tells a running stop something about the positions that it closes. The workflow decides. */
@Component
final class StopDirectives {
  private static final int LONGEST_REASON = 500;

  private final StopReader stops;
  private final Positions positions;
  private final WorkflowClient client;
  private final TemporalCalls temporal;
  private final Clock clock;

  StopDirectives(
      StopReader stops,
      Positions positions,
      WorkflowClient client,
      TemporalCalls temporal,
      Clock clock) {
    this.stops = stops;
    this.positions = positions;
    this.client = client;
    this.temporal = temporal;
    this.clock = clock;
  }

  /**
   * Which positions, and why.
   *
   * @param account as venue/number; null for every account
   * @param symbol of the position, exactly; null for every one
   */
  record DirectiveRequest(
      @Nullable String account, @Nullable String symbol, @Nullable String reason) {}

  /** Tells it, once that is recorded; a position that the stop does not have is refused. */
  void direct(StopId stop, DirectiveKind kind, DirectiveRequest body, Person person) {
    String reason = Values.text("reason", body.reason(), LONGEST_REASON);
    DirectiveMessage message =
        new DirectiveMessage(
            person.name(), person.role().name(), body.account(), body.symbol(), reason);
    StopRow row =
        stops
            .find(stop)
            .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "no stop has the id " + stop));
    requireRunning(row);
    requirePosition(row, checked(kind, message));
    tell(row, kind, message);
  }

  /** Tells it about the position of a task, which need not be in the plan yet. */
  void about(StopRow row, DirectiveKind kind, TaskRow task, String reason, Person person) {
    DirectiveMessage message =
        new DirectiveMessage(
            person.name(), person.role().name(), task.account().toString(), task.symbol(), reason);
    requireRunning(row);
    checked(kind, message);
    tell(row, kind, message);
  }

  private static void requireRunning(StopRow row) {
    if (row.endedAt().isPresent()) {
      throw new Problem(
          HttpStatus.CONFLICT, "stop " + row.stopId() + " has ended at " + row.endedAt().get());
    }
  }

  private void tell(StopRow row, DirectiveKind kind, DirectiveMessage message) {
    StopStatus told =
        temporal.call(
            "the stop of " + row.scope(),
            TemporalCalls.UPDATE,
            () -> tell(kind, row.workflowId(), message));
    if (!told.stopId().equals(row.stopId().value())) {
      throw new Problem(HttpStatus.CONFLICT, "stop " + told.stopId() + " runs there now");
    }
  }

  private Directive checked(DirectiveKind kind, DirectiveMessage message) {
    try {
      return message.toDirective(kind, clock.instant());
    } catch (IllegalArgumentException malformed) {
      throw Problem.value(String.valueOf(malformed.getMessage()));
    }
  }

  private void requirePosition(StopRow row, Directive directive) {
    boolean one =
        positions.all(row.stopId()).stream()
            .anyMatch(held -> directive.covers(held.account(), held.instrument().symbol()));
    if (!one) {
      throw Problem.value(
          "stop "
              + row.stopId()
              + " has no position in "
              + directive.symbol().orElse("any symbol")
              + directive.account().map(account -> " in " + account).orElse(""));
    }
  }

  private StopStatus tell(DirectiveKind kind, String workflowId, DirectiveMessage message) {
    EmergencyStopWorkflow stop = client.newWorkflowStub(EmergencyStopWorkflow.class, workflowId);
    return switch (kind) {
      case ACCELERATE -> stop.accelerate(message);
      case PAUSE -> stop.pauseSlices(message);
      case RESUME -> stop.resumeSlices(message);
      case TAKE_OVER -> stop.takeOver(message);
      case GIVE_BACK -> stop.giveBack(message);
    };
  }
}
