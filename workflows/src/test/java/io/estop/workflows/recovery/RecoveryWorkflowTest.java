package io.estop.workflows.recovery;

import static io.estop.workflows.recovery.RecoveryStage.OPERATOR;
import static io.estop.workflows.recovery.RecoveryStage.RISK;
import static io.estop.workflows.recovery.RecoveryStage.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.recovery.Assessment;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RecoveryWorkflowTest {
  private static final Signer OTHER_RISK = new Signer("rosa", "RISK");
  private static final Signer VIEWER = new Signer("vera", "VIEWER");

  private final RecoveryStage stage = new RecoveryStage();
  private final FakeRecoveryActivities activities = stage.activities;
  private final RecoveryWorkflow recovery = stage.recovery;

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void walksTheFourStagesToLive() {
    stage.begin();
    recovery.sign(OPERATOR, "a bad price feed");

    stage.walk("MONITORING", "1");
    stage.walk("PAPER", "1");
    stage.walk("REDUCED", "0.25");
    RecoveryStatus last = stage.walk("LIVE", "1");

    assertThat(last.state()).isEqualTo("COMPLETED");
    assertThat(last.mode()).isEqualTo("LIVE");
    stage.end();
    assertThat(activities.story())
        .containsExactly(
            "finding of olga",
            "request MONITORING 1",
            "apply MONITORING for olga and rick",
            "request PAPER 1",
            "apply PAPER for olga and rick",
            "request REDUCED 0.25",
            "apply REDUCED for olga and rick",
            "request LIVE 1",
            "apply LIVE for olga and rick");
    assertThat(activities.notices()).hasSize(4).contains("notice stop/s1 RECOVERY_LIVE");
  }

  @Test
  void tellsWhereItIs() {
    activities.assessAs(new Assessment(false, true, true, "3 positions open"));
    stage.begin();
    assertThat(recovery.status().state()).isEqualTo("ASSESSING");
    activities.assessAs(new Assessment(true, true, true, "all is well"));

    assertThat(recovery.assess(OPERATOR).state()).isEqualTo("AWAITING_FINDING");
    assertThat(recovery.sign(OPERATOR, "a bad feed").state()).isEqualTo("AWAITING_REQUEST");
    RecoveryStatus waiting = recovery.request(OPERATOR, "MONITORING", "1");
    assertThat(waiting.state()).isEqualTo("AWAITING_APPROVAL");
    assertThat(waiting.mode()).isEqualTo("HALTED");
    RecoveryStatus soaking = recovery.approve(RISK, "MONITORING", hash(waiting));
    assertThat(soaking.state()).isEqualTo("SOAKING");
    assertThat(soaking.mode()).isEqualTo("MONITORING");
    stage.pass(Duration.ofMillis(FakeRecoveryActivities.SOAK + 1_000));
    assertThat(recovery.status().state()).isEqualTo("AWAITING_REQUEST");
  }

  @Test
  void refusesARequestBeforeAnAssessmentPassed() {
    activities.assessAs(new Assessment(false, true, true, "3 positions open"));
    stage.begin();
    recovery.sign(OPERATOR, "a bad feed");

    assertRefused(() -> recovery.request(OPERATOR, "MONITORING", "1"), "NOT_ASSESSED");
  }

  @Test
  void refusesARequestBeforeTheFindingIsSigned() {
    stage.begin();

    assertRefused(() -> recovery.request(OPERATOR, "MONITORING", "1"), "NOT_SIGNED");
  }

  @Test
  void refusesStagesOutOfOrder() {
    stage.beginSigned();

    assertRefused(() -> recovery.request(OPERATOR, "LIVE", "1"), "WRONG_STAGE");
    assertRefused(() -> recovery.request(OPERATOR, "nonsense", "1"), "WRONG_STAGE");
    RecoveryStatus waiting = recovery.request(OPERATOR, "MONITORING", "1");
    assertRefused(() -> recovery.approve(RISK, "LIVE", hash(waiting)), "WRONG_STAGE");
  }

  @Test
  void refusesTheNextStageWhileTheFormerSoaks() {
    stage.beginSigned();
    RecoveryStatus waiting = recovery.request(OPERATOR, "MONITORING", "1");
    recovery.approve(RISK, "MONITORING", hash(waiting));

    assertRefused(() -> recovery.request(OPERATOR, "PAPER", "1"), "SOAKING");
  }

  @Test
  void refusesRolesThatMayNot() {
    stage.beginSigned();
    RecoveryStatus waiting = recovery.request(OPERATOR, "MONITORING", "1");
    Signer otherOperator = new Signer("otto", "OPERATOR");

    assertRefused(() -> recovery.approve(otherOperator, "MONITORING", hash(waiting)), "ROLE");
    assertRefused(() -> recovery.request(VIEWER, "MONITORING", "1"), "ROLE");
    assertRefused(() -> recovery.sign(VIEWER, "a finding"), "ROLE");
    assertRefused(() -> recovery.assess(VIEWER), "ROLE");
    assertRefused(() -> recovery.sign(new Signer("x", "KING"), "a finding"), "BAD_SIGNER");
  }

  @Test
  void refusesTheApprovalOfTheRequester() {
    stage.beginSigned();
    RecoveryStatus waiting = recovery.request(RISK, "MONITORING", "1");

    assertRefused(() -> recovery.approve(RISK, "MONITORING", hash(waiting)), "SAME_PERSON");
    Signer sameNameInCapitals = new Signer("RICK", "RISK");
    assertRefused(
        () -> recovery.approve(sameNameInCapitals, "MONITORING", hash(waiting)), "SAME_PERSON");
    assertThat(recovery.approve(OTHER_RISK, "MONITORING", hash(waiting)).mode())
        .isEqualTo("MONITORING");
  }

  @Test
  void refusesAnotherHashAndAUsedOne() {
    stage.beginSigned();
    RecoveryStatus waiting = recovery.request(OPERATOR, "MONITORING", "1");

    assertRefused(() -> recovery.approve(RISK, "MONITORING", "0".repeat(64)), "WRONG_HASH");
    recovery.approve(RISK, "MONITORING", hash(waiting));

    assertRefused(() -> recovery.approve(RISK, "MONITORING", hash(waiting)), "NOTHING_REQUESTED");
  }

  @Test
  void refusesFactorsThatTheStageCannotHave() {
    stage.beginSigned();

    assertRefused(() -> recovery.request(OPERATOR, "MONITORING", "0.5"), "BAD_FACTOR");
    stage.walk("MONITORING", "1");
    stage.walk("PAPER", "1");
    for (String factor : new String[] {"1", "0", "-0.5", "1e-9999999", "much", ""}) {
      assertRefused(() -> recovery.request(OPERATOR, "REDUCED", factor), "BAD_FACTOR");
    }
  }

  @Test
  void voidsARequestThatCouldNotBeApplied() {
    stage.beginSigned();
    RecoveryStatus waiting = recovery.request(OPERATOR, "MONITORING", "1");
    activities.refuseToApply("the flag moved on");

    assertRefused(() -> recovery.approve(RISK, "MONITORING", hash(waiting)), "VOID");

    RecoveryStatus after = recovery.status();
    assertThat(after.state()).isEqualTo("AWAITING_REQUEST");
    assertThat(after.mode()).isEqualTo("HALTED");
    assertThat(after.history()).last().asString().contains("void: the flag moved on");
    activities.refuseToApply("");
    assertThat(stage.walk("MONITORING", "1").mode()).isEqualTo("MONITORING");
  }

  @Test
  void voidsARequestWhenItsEvidenceChanges() {
    stage.beginSigned();
    RecoveryStatus waiting = recovery.request(OPERATOR, "MONITORING", "1");

    recovery.sign(OPERATOR, "it was something else");

    assertRefused(() -> recovery.approve(RISK, "MONITORING", hash(waiting)), "NOTHING_REQUESTED");
    assertThat(recovery.request(OPERATOR, "MONITORING", "1").approvalHash())
        .isNotEqualTo(waiting.approvalHash());
  }

  @Test
  void beginsAgainWhenAPressHaltsTheScopeMeanwhile() {
    stage.beginSigned();
    stage.walk("MONITORING", "1");
    activities.haltAgain(true);

    assertRefused(() -> recovery.request(OPERATOR, "PAPER", "1"), "HALTED_AGAIN");

    assertThat(recovery.status().state()).isEqualTo("ASSESSING");
    assertThat(recovery.status().mode()).isEqualTo("HALTED");
    activities.haltAgain(false);
    recovery.assess(OPERATOR);
    recovery.sign(OPERATOR, "it tripped again");
    assertThat(stage.walk("MONITORING", "1").mode()).isEqualTo("MONITORING");
  }

  @Test
  void refusesMoreUpdatesThanItsHistoryBears() {
    RecoveryProgress progress = new RecoveryProgress(new RecoveryInput("firm", "s1", "olga"));
    RecoveryRules rules = new RecoveryRules(progress);
    for (int update = 0; update < RecoveryRules.MAX_UPDATES; update++) {
      progress.countUpdate();
      progress.tell("line " + update);
    }

    assertThatThrownBy(() -> rules.sign(OPERATOR, "a finding"))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> assertThat(failure.getType()).isEqualTo("TOO_MANY_UPDATES"));
    assertThat(progress.status().history()).hasSize(100).last().isEqualTo("line 499");
  }

  private static void assertRefused(ThrowingCallable update, String type) {
    // What a validator throws arrives one wrapper deeper than what a handler throws.
    assertThatThrownBy(update)
        .rootCause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class, cause -> assertThat(cause.getType()).isEqualTo(type));
  }
}
