package io.estop.workflows.deadman;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What a dead man's switch needs done. */
@ActivityInterface
public interface SwitchActivities {

  /** Judges the switch and keeps what came of it. */
  @ActivityMethod(name = "SwitchTick")
  Look tick(String scope);

  /** Keeps a confirmation, then answers as a tick. Idempotent by its id. */
  @ActivityMethod(name = "SwitchConfirm")
  Look confirm(String scope, ConfirmMessage confirmation);

  /** Presses the stop of an expiry: board and flag first. Idempotent. */
  @ActivityMethod(name = "SwitchPress")
  void press(String scope);

  /** Puts off what the stop of a former expiry would do by itself: somebody is there again. */
  @ActivityMethod(name = "SwitchDefer")
  void defer(String scope, String stopId, String actor);

  /**
   * What a look found.
   *
   * @param phase ARMED, WARNING, RESTING, PAUSED, EXPIRED or OFF
   * @param why one sentence
   * @param dueAt ISO instant of the expiry, empty when OFF
   * @param nextMillis until something is due, at least 0
   * @param episode since the latest confirmation
   * @param unpressed stop of an expiry that is to be pressed, empty when there is none
   * @param deferrable stop whose next step a confirmation puts off, empty when there is none
   * @param confirmedBy who confirmed last
   */
  record Look(
      String phase,
      String why,
      String dueAt,
      long nextMillis,
      long episode,
      String unpressed,
      String deferrable,
      String confirmedBy) {}
}
