package io.estop.starter.recovery;

import io.estop.model.recovery.Assessment;
import io.estop.workflows.recovery.RecoveryStatus;
import io.estop.workflows.recovery.RecoveryStatus.StageRequestMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recovery as REST shows it.
 *
 * @param stage what the board allows now under this stop
 * @param version of the flag, to which the next request will be bound; null while PostgreSQL is
 *     silent
 */
record RecoveryJson(
    String scope,
    String stopId,
    String state,
    String stage,
    @Nullable RequestedJson requested,
    @Nullable AssessmentJson assessment,
    @Nullable FindingJson finding,
    List<String> history,
    @Nullable Long version) {

  /** A stage that waits for its approval, and what an approver must name. */
  record RequestedJson(
      String stage, String factor, String requester, @Nullable String approvalHash) {}

  /** What the system found. */
  record AssessmentJson(
      boolean flat, boolean components, boolean ledger, boolean passed, String text) {}

  /** What a person signed. */
  record FindingJson(String text, @Nullable String hash, @Nullable String signedBy) {}

  static RecoveryJson of(RecoveryStatus status, @Nullable Long version) {
    return new RecoveryJson(
        status.scope(),
        status.stopId(),
        status.state(),
        status.mode(),
        requested(status),
        assessment(status.assessment()),
        finding(status),
        status.history(),
        version);
  }

  private static @Nullable RequestedJson requested(RecoveryStatus status) {
    StageRequestMessage waits = status.requested();
    return waits == null
        ? null
        : new RequestedJson(
            waits.stage(), waits.factor(), waits.requester(), status.approvalHash());
  }

  private static @Nullable AssessmentJson assessment(@Nullable Assessment found) {
    return found == null
        ? null
        : new AssessmentJson(
            found.flat(), found.components(), found.ledger(), found.passed(), found.text());
  }

  private static @Nullable FindingJson finding(RecoveryStatus status) {
    String text = status.finding();
    return text == null ? null : new FindingJson(text, status.findingHash(), status.finder());
  }
}
