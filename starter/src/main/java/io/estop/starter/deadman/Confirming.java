package io.estop.starter.deadman;

import io.estop.halt.deadman.DeadMansSwitches;
import io.estop.halt.deadman.SwitchLook;
import io.estop.model.Scope;
import io.estop.model.people.Person;
import io.estop.starter.problem.Problem;
import io.estop.starter.wiring.TemporalCalls;
import io.estop.workflows.WorkflowIds;
import io.estop.workflows.deadman.ConfirmMessage;
import io.estop.workflows.deadman.DeadMansSwitchWorkflow;
import io.temporal.client.WorkflowClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Takes confirmations, however they arrive: kept in PostgreSQL, where they count, then told to the
 * switch's run, which may be away.
 */
@Component
public final class Confirming {
  private static final Logger log = LoggerFactory.getLogger(Confirming.class);

  private final DeadMansSwitches switches;
  private final WorkflowClient client;
  private final TemporalCalls temporal;

  Confirming(DeadMansSwitches switches, WorkflowClient client, TemporalCalls temporal) {
    this.switches = switches;
    this.client = client;
    this.temporal = temporal;
  }

  /**
   * What came of a confirmation, which is kept.
   *
   * @param look what the switch says now
   * @param told whether its run heard of it; if not it sees it with its next look
   */
  public record Confirmed(SwitchLook look, boolean told) {}

  /**
   * Confirms.
   *
   * @param confirmationId the same one counts once
   * @param via API, CLI, CONSOLE or SLACK
   * @throws Problem 404 where no switch is armed, 503 where it could not be kept
   */
  public Confirmed confirm(Scope scope, Person person, String via, String confirmationId) {
    try {
      SwitchLook look =
          switches
              .confirm(scope, confirmationId, person.name(), via)
              .orElseThrow(
                  () ->
                      new Problem(
                          HttpStatus.NOT_FOUND, "no dead man's switch is armed for " + scope));
      return new Confirmed(
          look, isTold(scope, new ConfirmMessage(person.name(), via, confirmationId)));
    } catch (DataAccessException | TransactionException silent) {
      log.warn("a confirmation of {} could not be kept", person.name(), silent);
      throw new Problem(
          HttpStatus.SERVICE_UNAVAILABLE,
          "the confirmation is not kept: PostgreSQL does not answer; confirm again");
    }
  }

  private boolean isTold(Scope scope, ConfirmMessage message) {
    try {
      temporal.call(
          "the dead man's switch of " + scope,
          TemporalCalls.QUERY,
          () ->
              client
                  .newWorkflowStub(DeadMansSwitchWorkflow.class, WorkflowIds.deadMansSwitch(scope))
                  .confirm(message));
      return true;
    } catch (Problem notNow) {
      log.info("the confirmation is kept; its run was not told: {}", notNow.getMessage());
      return false;
    }
  }
}
