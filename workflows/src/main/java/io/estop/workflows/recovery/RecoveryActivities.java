package io.estop.workflows.recovery;

import io.estop.model.recovery.Assessment;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What a recovery needs done. Idempotent. */
@ActivityInterface
public interface RecoveryActivities {

  /** Looks at venues, components and the ledger. */
  @ActivityMethod(name = "AssessSystem")
  Assessment assess(String stopId);

  /** Records a signed text. */
  @ActivityMethod(name = "RecordFinding")
  void recordFinding(String scope, String stopId, Signer signer, String finding);

  /** Records a request and returns the version of the flag and the evidence it is bound to. */
  @ActivityMethod(name = "RecordRequest")
  Bound recordRequest(String scope, String stopId, Signer signer, String stage, String factor);

  /** Uses an approval once and loosens or releases the holds, flag first, then board. */
  @ActivityMethod(name = "ApplyStage")
  StageApplied applyStage(ApprovedStage approved);

  /** Returns the soak time of a stage. */
  @ActivityMethod(name = "SoakMillis")
  long soakMillis();

  /**
   * What a request is bound to.
   *
   * @param flagVersion version of the flag
   * @param evidence what LIVE rests on beyond finding and assessment: the breaker's new base
   */
  record Bound(long flagVersion, String evidence) {}

  /**
   * A stage that one person asked for and another approved.
   *
   * @param scope which stop's scope
   * @param stopId which stop
   * @param stage where to
   * @param factor share of the limits
   * @param requester who asked
   * @param approver who approved
   * @param flagVersion version of the flag that was approved
   * @param approvalHash what was approved; used once
   */
  record ApprovedStage(
      String scope,
      String stopId,
      String stage,
      String factor,
      String requester,
      String approver,
      long flagVersion,
      String approvalHash) {}

  /**
   * What came of an approved stage.
   *
   * @param applied whether board and flag follow it now
   * @param text why not, or what was done
   */
  record StageApplied(boolean applied, String text) {}
}
