package io.estop.workflows.recovery;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.workflows.Replays;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded runs replay with today's code; {@link RecoveryHistoryRecorder} recorded them. */
final class RecoveryReplayTest {
  @ParameterizedTest
  @ValueSource(strings = {"recovery-to-live", "recovery-refused"})
  void everyRecordedHistoryReplays(String name) {
    assertThatCode(() -> Replays.replay(name, RecoveryWorkflowImpl.class))
        .doesNotThrowAnyException();
  }

  @Test
  void aProcedureThatDoesSomethingElseDoesNotReplay() {
    assertThatThrownBy(() -> Replays.replay("recovery-to-live", WaitsFirst.class))
        .hasStackTraceContaining("NonDeterministicException");
  }

  /** What a careless change would make of it. */
  public static final class WaitsFirst implements RecoveryWorkflow {
    private final RecoveryWorkflowImpl today;

    @WorkflowInit
    public WaitsFirst(RecoveryInput input) {
      today = new RecoveryWorkflowImpl(input);
    }

    @Override
    public void run(RecoveryInput input) {
      Workflow.sleep(Duration.ofSeconds(1));
      today.run(input);
    }

    @Override
    public RecoveryStatus assess(Signer signer) {
      return today.assess(signer);
    }

    @Override
    public void validateSign(Signer signer, String finding) {
      today.validateSign(signer, finding);
    }

    @Override
    public RecoveryStatus sign(Signer signer, String finding) {
      return today.sign(signer, finding);
    }

    @Override
    public void validateRequest(Signer signer, String stage, String factor) {
      today.validateRequest(signer, stage, factor);
    }

    @Override
    public RecoveryStatus request(Signer signer, String stage, String factor) {
      return today.request(signer, stage, factor);
    }

    @Override
    public void validateApprove(Signer signer, String stage, String approvalHash) {
      today.validateApprove(signer, stage, approvalHash);
    }

    @Override
    public RecoveryStatus approve(Signer signer, String stage, String approvalHash) {
      return today.approve(signer, stage, approvalHash);
    }

    @Override
    public RecoveryStatus status() {
      return today.status();
    }
  }
}
