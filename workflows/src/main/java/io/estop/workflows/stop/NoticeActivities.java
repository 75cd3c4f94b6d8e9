package io.estop.workflows.stop;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Tells people. */
@ActivityInterface
public interface NoticeActivities {

  /**
   * Sends a notice on every configured channel, each at most once, and records what became of it.
   *
   * @param subject {@code stop/ID}, {@code recovery/SCOPE}
   * @param event what happened, unique within the subject: the phase, the outcome, the stage
   * @param text one sentence for people
   */
  @ActivityMethod(name = "Notify")
  void notifyPeople(String subject, String event, String text);
}
