package io.estop.workflows.stop;

import io.estop.model.Action;
import io.estop.model.Escalations;
import io.estop.model.Outcome;
import io.estop.model.Phase;
import io.estop.model.liquidation.DirectiveKind;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a stop needs done about holds, acknowledgements and its own record. All idempotent. */
@ActivityInterface
public interface HaltActivities {

  /**
   * Re-asserts the hold on whichever store answers and inserts the stop's row. Where PostgreSQL is
   * silent the row is left for {@link #recordStop}; where no store answers the hold is left for
   * {@link #hold}.
   */
  @ActivityMethod(name = "Activate")
  Activation activate(PressMessage press, String workflowId, String runId);

  /** Asserts the hold of a press on board and flag; fails until one of them has it. */
  @ActivityMethod(name = "Hold")
  boolean hold(PressMessage press);

  /** Inserts the stop's row, or learns what another run left; fails until PostgreSQL answers. */
  @ActivityMethod(name = "RecordStop")
  Recorded recordStop(PressMessage press, String workflowId, String runId);

  /**
   * Holds what a further press asks for and stores it as an alias of the stop. Where PostgreSQL is
   * silent the alias is left for {@link #recordJoin}. Null from an older version, which recorded.
   */
  @ActivityMethod(name = "Join")
  @Nullable Joined join(String stopId, PressMessage press);

  /** Stores a further press as an alias; fails until PostgreSQL answers. */
  @ActivityMethod(name = "RecordJoin")
  void recordJoin(String stopId, PressMessage press);

  /** Records what a stop does by itself from now on, and who or what changed it. */
  @ActivityMethod(name = "RecordEscalation")
  void recordEscalation(EscalationChange change);

  /** Records what people should find with the stop and that is no phase and no outcome. */
  @ActivityMethod(name = "Remark")
  void remark(String stopId, String event, String text);

  /** Records what a person told a stop about its positions; every later order follows it. */
  @ActivityMethod(name = "RecordDirective")
  void recordDirective(DirectiveGiven given);

  /** Waits until every expected component acknowledged, at most that long. */
  @ActivityMethod(name = "AwaitAcknowledgements")
  Acknowledged awaitAcknowledgements(String stopId, long withinMillis);

  /** Records a change of phase. */
  @ActivityMethod(name = "EnterPhase")
  void enterPhase(PhaseChange change);

  /**
   * Records the outcome.
   *
   * @param again whether the same book was looked at again: then the same outcome is no news, and
   *     stands since it was first found
   */
  @ActivityMethod(name = "RecordOutcome")
  void recordOutcome(String stopId, String outcome, String text, boolean again);

  /** Returns whether the flag has a hold of the stop or of a press that joined it. */
  @ActivityMethod(name = "IsHeld")
  boolean isHeld(String stopId);

  /** Ends the stop: its claims go, its id answers for ever; its hold stays unless released. */
  @ActivityMethod(name = "End")
  void end(String stopId, CloseMessage close);

  /**
   * What activation found.
   *
   * @param duplicate whether a stop with this id has ended already; then nothing was done
   * @param recorded whether the stop's row is in PostgreSQL
   * @param settings the timing to run with
   * @param unheld whether no place took the hold yet
   * @param known the stop that this run carries on, null where it begins one
   */
  record Activation(
      boolean duplicate,
      boolean recorded,
      StopSettings settings,
      boolean unheld,
      @Nullable KnownStop known) {}

  /**
   * What recording a stop found.
   *
   * @param duplicate whether a stop with this id has ended already
   * @param known the stop that this run carries on, null where it begins one
   */
  record Recorded(boolean duplicate, @Nullable KnownStop known) {}

  /**
   * A stop that an earlier run left. Its id is another one than pressed where the press joins it.
   *
   * @param press what began it
   * @param action how far it went
   * @param phase where it was
   * @param outcome latest verified state
   * @param rounds of liquidation
   * @param escalations the steps further that it takes by itself
   * @param aliases ids of presses that joined
   * @param byThisRun whether this very run wrote the row: a step was repeated, nothing else
   */
  record KnownStop(
      PressMessage press,
      Action action,
      Phase phase,
      @Nullable Outcome outcome,
      int rounds,
      Escalations escalations,
      List<String> aliases,
      boolean byThisRun) {}

  /**
   * What joining did.
   *
   * @param ended whether that press has ended before; then nothing was done
   * @param recorded whether it is in PostgreSQL
   */
  record Joined(boolean ended, boolean recorded) {}

  /**
   * A change of what a stop does by itself.
   *
   * @param stopId whose
   * @param event PENDING, DEFERRED, ESCALATED
   * @param actor the person or rule, {@code engine} where the time was up
   * @param text one sentence for people
   * @param action how far the stop goes now
   * @param escalations what is pending now
   */
  record EscalationChange(
      String stopId,
      String event,
      String actor,
      String text,
      Action action,
      Escalations escalations) {}

  /**
   * What a person told a stop.
   *
   * @param stopId whose positions
   * @param id of the request: the same one again changes nothing
   * @param kind what
   * @param givenAt when
   * @param message by whom, of what, why
   */
  record DirectiveGiven(
      String stopId, String id, DirectiveKind kind, Instant givenAt, DirectiveMessage message) {}

  /**
   * Who acknowledged.
   *
   * @param expected number of components
   * @param silent names of those that did not acknowledge
   */
  record Acknowledged(int expected, List<String> silent) {}

  /**
   * One arrow of the phases.
   *
   * @param stopId whose
   * @param phase entered
   * @param text one sentence for people
   * @param round rounds of liquidation so far
   * @param runId the run that does it, null to leave as it is
   * @param again whether the same book is looked at again: the stop's row tells of it, the ledger
   *     need not
   */
  record PhaseChange(
      String stopId, String phase, String text, int round, @Nullable String runId, boolean again) {}
}
