package io.estop.workflows.stop;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a stop needs done about holds, acknowledgements and its own record. All idempotent. */
@ActivityInterface
public interface HaltActivities {

  /** Re-asserts the hold on whichever store answers and inserts the stop's row. */
  @ActivityMethod(name = "Activate")
  Activation activate(PressMessage press, String workflowId, String runId);

  /** Stores a further press as an alias of the stop and holds what it asks for. */
  @ActivityMethod(name = "Join")
  void join(String stopId, PressMessage press);

  /** Waits until every expected component acknowledged, at most that long. */
  @ActivityMethod(name = "AwaitAcknowledgements")
  Acknowledged awaitAcknowledgements(String stopId, long withinMillis);

  /** Records a change of phase. */
  @ActivityMethod(name = "EnterPhase")
  void enterPhase(PhaseChange change);

  /** Records the outcome. */
  @ActivityMethod(name = "RecordOutcome")
  void recordOutcome(String stopId, String outcome, String text);

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
   */
  record Activation(boolean duplicate, boolean recorded, StopSettings settings) {}

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
   */
  record PhaseChange(String stopId, String phase, String text, int round, @Nullable String runId) {}
}
