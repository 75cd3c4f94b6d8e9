package io.estop.starter.stop;

import io.estop.model.StopId;
import io.estop.model.people.Person;
import io.estop.starter.problem.Problem;
import io.estop.starter.problem.Values;
import io.estop.starter.wiring.TemporalCalls;
import io.estop.store.stop.StopRow;
import io.estop.store.task.Tasks;
import io.estop.workflows.stop.CloseMessage;
import io.estop.workflows.stop.EmergencyStopWorkflow;
import io.temporal.client.WorkflowClient;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Ends the run of a stop that holds; the hold stays. */
@Component
final class StopClosing {
  private static final int LONGEST_REASON = 500;

  private final StopReader stops;
  private final Tasks tasks;
  private final WorkflowClient client;
  private final TemporalCalls temporal;

  StopClosing(StopReader stops, Tasks tasks, WorkflowClient client, TemporalCalls temporal) {
    this.stops = stops;
    this.tasks = tasks;
    this.client = client;
    this.temporal = temporal;
  }

  /**
   * Closes; one that has ended already stays as it is: a close whose answer was lost is repeated.
   *
   * @param leaveTasks whether unfinished tasks may end with it, in the name of this person
   */
  void close(StopId stop, @Nullable String reason, boolean leaveTasks, Person person) {
    String why = Values.text("reason", reason, LONGEST_REASON);
    StopRow row =
        stops
            .find(stop)
            .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "no stop has the id " + stop));
    if (row.endedAt().isPresent()) {
      return;
    }
    if (!leaveTasks) {
      requireNoTasks(row.stopId());
    }
    temporal.call(
        "the stop of " + row.scope(),
        TemporalCalls.UPDATE,
        () -> {
          client
              .newWorkflowStub(EmergencyStopWorkflow.class, row.workflowId())
              .close(new CloseMessage(person.name(), why));
          return true;
        });
  }

  private void requireNoTasks(StopId stop) {
    int unfinished = tasks.unfinished(stop).size();
    if (unfinished > 0) {
      throw new Problem(
          HttpStatus.CONFLICT,
          "stop "
              + stop
              + " has "
              + unfinished
              + " unfinished tasks: resolve them, or close with leaveTasks and they end in your"
              + " name");
    }
  }
}
