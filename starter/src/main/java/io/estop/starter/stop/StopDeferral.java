package io.estop.starter.stop;

import io.estop.model.Escalation;
import io.estop.model.StopId;
import io.estop.model.people.Person;
import io.estop.starter.problem.Problem;
import io.estop.starter.problem.Values;
import io.estop.starter.wiring.TemporalCalls;
import io.estop.store.stop.StopRow;
import io.estop.workflows.stop.DeferMessage;
import io.estop.workflows.stop.EmergencyStopWorkflow;
import io.estop.workflows.stop.StopStatus;
import io.temporal.client.WorkflowClient;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Puts off what a stop would do by itself. The workflow decides; nothing is weakened. */
@Component
final class StopDeferral {
  private static final int LONGEST_REASON = 500;

  private final StopReader stops;
  private final WorkflowClient client;
  private final TemporalCalls temporal;

  StopDeferral(StopReader stops, WorkflowClient client, TemporalCalls temporal) {
    this.stops = stops;
    this.client = client;
    this.temporal = temporal;
  }

  /** Defers; returns what the running stop says then. */
  StopStatus defer(StopId stop, @Nullable Long seconds, @Nullable String reason, Person person) {
    String why = Values.text("reason", reason, LONGEST_REASON);
    if (seconds == null || seconds < 1 || seconds > Escalation.LONGEST.toSeconds()) {
      throw Problem.value(
          "seconds must be 1 to " + Escalation.LONGEST.toSeconds() + " but was: " + seconds);
    }
    StopRow row =
        stops
            .find(stop)
            .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "no stop has the id " + stop));
    if (row.endedAt().isPresent()) {
      throw new Problem(
          HttpStatus.CONFLICT, "stop " + row.stopId() + " has ended at " + row.endedAt().get());
    }
    DeferMessage message = new DeferMessage(person.name(), person.role().name(), seconds, why);
    return temporal.call(
        "the stop of " + row.scope(),
        TemporalCalls.UPDATE,
        () -> client.newWorkflowStub(EmergencyStopWorkflow.class, row.workflowId()).defer(message));
  }
}
