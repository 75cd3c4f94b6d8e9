package io.estop.workflows.recovery;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * The staged restart after one stop. Workflow id {@code recovery/<scope>}. Each stage needs one
 * requester and one other approver from Risk; silence is no. A refused update changes nothing.
 */
@WorkflowInterface
public interface RecoveryWorkflow {
  String TYPE = "Recovery";

  @WorkflowMethod(name = TYPE)
  void run(RecoveryInput input);

  /** Looks again whether a restart may begin. */
  @UpdateMethod(name = "assess", description = "Assess the system again")
  RecoveryStatus assess(Signer signer);

  /** Signs the finding: what went wrong, in the words of a person. */
  @UpdateMethod(name = "sign", description = "Sign the finding of the root cause")
  RecoveryStatus sign(Signer signer, String finding);

  @UpdateValidatorMethod(updateName = "sign")
  void validateSign(Signer signer, String finding);

  /** Requests the next stage; the status names the hash that an approver must name. */
  @UpdateMethod(name = "request", description = "Request the next stage")
  RecoveryStatus request(Signer signer, String stage, String factor);

  @UpdateValidatorMethod(updateName = "request")
  void validateRequest(Signer signer, String stage, String factor);

  /** Approves the requested stage. Returns once board and flag follow it. */
  @UpdateMethod(name = "approve", description = "Approve the requested stage")
  RecoveryStatus approve(Signer signer, String stage, String approvalHash);

  @UpdateValidatorMethod(updateName = "approve")
  void validateApprove(Signer signer, String stage, String approvalHash);

  @QueryMethod(name = "status", description = "Where the recovery is")
  RecoveryStatus status();
}
