package io.estop.workflows.recovery;

import io.estop.model.people.Person;
import io.estop.model.people.Role;
import io.estop.model.recovery.Stage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What each update of a recovery must fulfil. Refuses in a fixed order and changes nothing. */
final class RecoveryRules {
  static final int MAX_UPDATES = 500;
  private static final int MAX_FINDING = 4_000;
  private static final int MAX_FACTOR_TEXT = 20;

  private final RecoveryProgress progress;

  RecoveryRules(RecoveryProgress progress) {
    this.progress = progress;
  }

  Person assess(@Nullable Signer signer) {
    requireOpen();
    return requester(signer);
  }

  Person sign(@Nullable Signer signer, @Nullable String finding) {
    requireOpen();
    Person person = requester(signer);
    if (finding == null || finding.isBlank() || finding.length() > MAX_FINDING) {
      throw Refusals.BAD_FINDING.because(
          "a finding must be 1 to " + MAX_FINDING + " characters: say what went wrong");
    }
    return person;
  }

  Person request(@Nullable Signer signer, @Nullable String stage, @Nullable String factor) {
    requireOpen();
    Person person = requester(signer);
    if (!progress.isAssessed()) {
      throw Refusals.NOT_ASSESSED.because("no assessment passed: assess the system first");
    }
    if (!progress.isSigned()) {
      throw Refusals.NOT_SIGNED.because("no finding is signed: sign what went wrong first");
    }
    if (progress.isSoaking()) {
      throw Refusals.SOAKING.because(
          "the soak time of " + progress.mode() + " is not over: request again then");
    }
    factor(requireStage(stage, progress.next()), factor);
    return person;
  }

  Person approve(@Nullable Signer signer, @Nullable String stage, @Nullable String hash) {
    requireOpen();
    Person person = person(signer);
    if (!person.role().approves()) {
      throw Refusals.ROLE.because(
          "a stage is approved by RISK but " + person.name() + " is " + person.role());
    }
    RecoveryProgress.Waiting waiting = progress.waiting();
    if (waiting == null) {
      throw Refusals.NOTHING_REQUESTED.because("no stage waits for an approval: request one");
    }
    requireStage(stage, waiting.request().stage());
    if (!waiting.request().approvalHash().equals(hash)) {
      throw Refusals.WRONG_HASH.because(
          "the approval hash must be "
              + waiting.request().approvalHash()
              + ", of the request that waits, but was: "
              + hash);
    }
    if (waiting.request().requester().equalsIgnoreCase(person.name())) {
      throw Refusals.SAME_PERSON.because(
          person.name() + " requested this stage: another person must approve it");
    }
    return person;
  }

  /** Returns the share of the limits in its shortest form: equal shares are equal everywhere. */
  static BigDecimal factor(Stage stage, @Nullable String text) {
    BigDecimal factor = number(text);
    boolean valid =
        stage == Stage.REDUCED
            ? factor.signum() > 0 && factor.compareTo(BigDecimal.ONE) < 0
            : factor.compareTo(BigDecimal.ONE) == 0;
    if (!valid) {
      throw Refusals.BAD_FACTOR.because(
          "factor of "
              + stage
              + (stage == Stage.REDUCED ? " must be between 0 and 1" : " must be 1")
              + " but was: "
              + text);
    }
    return stage == Stage.REDUCED ? factor.stripTrailingZeros() : BigDecimal.ONE;
  }

  private static BigDecimal number(@Nullable String text) {
    // Bounded before it is parsed: a short text with an exponent stands for a huge number.
    if (text == null || text.length() > MAX_FACTOR_TEXT || !text.matches("[0-9]+(\\.[0-9]+)?")) {
      throw Refusals.BAD_FACTOR.because("factor must be a number, as in 0.25, but was: " + text);
    }
    return new BigDecimal(text);
  }

  private void requireOpen() {
    if (progress.isCompleted()) {
      throw Refusals.COMPLETED.because("this recovery is completed: trading is LIVE");
    }
    if (progress.updates() >= MAX_UPDATES) {
      throw Refusals.TOO_MANY_UPDATES.because(
          "this recovery had " + MAX_UPDATES + " updates: cancel it and start a new one");
    }
  }

  private static Stage requireStage(@Nullable String text, Stage expected) {
    if (!expected.name().equals(text)) {
      throw Refusals.WRONG_STAGE.because(
          "the stage that comes next is " + expected + " but was: " + text);
    }
    return expected;
  }

  private static Person requester(@Nullable Signer signer) {
    Person person = person(signer);
    if (!person.role().requests()) {
      throw Refusals.ROLE.because(
          "OPERATOR and RISK assess, sign and request but "
              + person.name()
              + " is "
              + person.role());
    }
    return person;
  }

  private static Person person(@Nullable Signer signer) {
    if (signer == null || signer.name() == null || signer.role() == null) {
      throw Refusals.BAD_SIGNER.because("name and role of the signer are missing");
    }
    try {
      return new Person(signer.name(), Role.valueOf(signer.role()));
    } catch (IllegalArgumentException malformed) {
      throw Refusals.BAD_SIGNER.because("the signer cannot be read: " + malformed.getMessage());
    }
  }
}
