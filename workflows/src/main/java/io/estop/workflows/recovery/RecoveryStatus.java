package io.estop.workflows.recovery;

import io.estop.model.recovery.Assessment;
import io.estop.model.recovery.StageRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a recovery says of itself.
 *
 * @param scope which stop's scope
 * @param stopId which stop
 * @param state ASSESSING, AWAITING_FINDING, AWAITING_REQUEST, AWAITING_APPROVAL, SOAKING, COMPLETED
 * @param mode what the board allows now under this stop
 * @param assessment latest, null before the first
 * @param finding signed text, null before it
 * @param findingHash SHA-256 of the finding, null before it
 * @param finder who signed the finding, null before it
 * @param requested stage that waits for its approval, null when none does
 * @param approvalHash what an approver must name, null when nothing waits
 * @param history one sentence per step, oldest first
 */
public record RecoveryStatus(
    String scope,
    String stopId,
    String state,
    String mode,
    @Nullable Assessment assessment,
    @Nullable String finding,
    @Nullable String findingHash,
    @Nullable String finder,
    @Nullable StageRequestMessage requested,
    @Nullable String approvalHash,
    List<String> history) {

  /** Returns the message form of a request. */
  public static StageRequestMessage message(StageRequest request) {
    return new StageRequestMessage(
        request.stage().name(), request.factor().toPlainString(), request.requester());
  }

  /**
   * A requested stage, for people.
   *
   * @param stage where to
   * @param factor share of the limits
   * @param requester who asked
   */
  public record StageRequestMessage(String stage, String factor, String requester) {}
}
