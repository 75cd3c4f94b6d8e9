package io.estop.workflows.recovery;

import io.estop.model.recovery.Assessment;
import io.estop.workflows.stop.NoticeActivities;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A system that is well unless it is told otherwise, and writes down what it was asked. */
final class FakeRecoveryActivities implements RecoveryActivities, NoticeActivities {
  static final long SOAK = 60_000;

  private final List<String> story = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> used = new HashSet<>();
  private volatile Assessment assessment = new Assessment(true, true, true, "all is well");
  private volatile String refusal = "";
  private volatile boolean haltedAgain;
  private volatile long flagVersion = 1;

  void assessAs(Assessment found) {
    assessment = found;
  }

  void refuseToApply(String why) {
    refusal = why;
  }

  void haltAgain(boolean again) {
    haltedAgain = again;
  }

  @Override
  public Assessment assess(String stopId) {
    return assessment;
  }

  @Override
  public void recordFinding(String scope, String stopId, Signer signer, String finding) {
    story.add("finding of " + signer.name());
  }

  @Override
  public Bound recordRequest(
      String scope, String stopId, Signer signer, String stage, String factor) {
    if (haltedAgain) {
      throw ApplicationFailure.newNonRetryableFailure(
          "press s2 holds firm at HALTED", "HALTED_AGAIN");
    }
    story.add("request " + stage + " " + factor);
    return new Bound(flagVersion, stage.equals("LIVE") ? "100000" : "");
  }

  @Override
  public StageApplied applyStage(ApprovedStage approved) {
    if (!refusal.isEmpty() || !used.add(approved.approvalHash())) {
      return new StageApplied(false, refusal.isEmpty() ? "this approval was used" : refusal);
    }
    flagVersion++;
    story.add(
        "apply "
            + approved.stage()
            + " for "
            + approved.requester()
            + " and "
            + approved.approver());
    return new StageApplied(true, "the board follows");
  }

  @Override
  public long soakMillis() {
    return SOAK;
  }

  @Override
  public void notifyPeople(String subject, String event, String text) {
    story.add("notice " + subject + " " + event.substring(0, event.indexOf('/')));
  }

  List<String> story() {
    synchronized (story) {
      return story.stream().filter(line -> !line.startsWith("notice")).toList();
    }
  }

  List<String> notices() {
    synchronized (story) {
      return story.stream().filter(line -> line.startsWith("notice")).toList();
    }
  }
}
