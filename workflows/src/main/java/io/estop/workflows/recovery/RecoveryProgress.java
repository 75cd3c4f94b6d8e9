package io.estop.workflows.recovery;

import io.estop.model.Sha256;
import io.estop.model.hold.Mode;
import io.estop.model.recovery.Assessment;
import io.estop.model.recovery.Stage;
import io.estop.model.recovery.StageRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where one recovery is. Plain state: changed by the workflow's handlers, one at a time. */
final class RecoveryProgress {
  private static final int HISTORY = 100;

  private final RecoveryInput input;
  private final List<String> history = new ArrayList<>();
  private @Nullable Assessment assessment;
  private @Nullable String finding;
  private @Nullable String finder;
  private @Nullable Waiting waiting;
  private @Nullable Stage reached;
  private boolean soaking;
  private int updates;

  RecoveryProgress(RecoveryInput input) {
    this.input = input;
  }

  /**
   * A request that waits for its approval.
   *
   * @param request what was asked for
   * @param bound what it was bound to when it was recorded
   */
  record Waiting(StageRequest request, RecoveryActivities.Bound bound) {}

  void assessed(Assessment found) {
    boolean same = found.equals(assessment);
    assessment = found;
    tell((found.passed() ? "assessment passed" : "assessment failed") + ": " + found.text());
    if (!same) {
      dropRequest("the assessment changed");
    }
  }

  void signed(String name, String text) {
    finding = text;
    finder = name;
    tell(name + " signed the finding: " + text);
    dropRequest("the finding changed");
  }

  void requested(Waiting request) {
    dropRequest("another request was made");
    waiting = request;
    tell(
        request.request().requester()
            + " requested "
            + named(request.request())
            + ", hash "
            + request.request().approvalHash());
  }

  void applied(String approver, String text) {
    StageRequest request = required(waiting).request();
    waiting = null;
    reached = request.stage();
    soaking = reached != Stage.LIVE;
    tell(approver + " approved " + named(request) + ": " + text);
  }

  void soaked() {
    soaking = false;
    tell("soak time of " + required(reached) + " is over");
  }

  /** A request that does not hold any more is gone; only a new one can be approved. */
  void dropRequest(String why) {
    if (waiting != null) {
      tell("the request of " + named(waiting.request()) + " is void: " + why);
      waiting = null;
    }
  }

  /** A new press halted the scope: everything that was found before it counts no longer. */
  void haltedAgain(String why) {
    dropRequest(why);
    tell("the recovery begins again: " + why);
    assessment = null;
    finding = null;
    finder = null;
    reached = null;
  }

  void tell(String sentence) {
    if (history.size() == HISTORY) {
      history.remove(0);
    }
    history.add(sentence);
  }

  void countUpdate() {
    updates++;
  }

  int updates() {
    return updates;
  }

  boolean isAssessed() {
    return assessment != null && assessment.passed();
  }

  boolean isSigned() {
    return finding != null;
  }

  boolean isSoaking() {
    return soaking;
  }

  boolean isCompleted() {
    return reached == Stage.LIVE;
  }

  @Nullable Waiting waiting() {
    return waiting;
  }

  /** Returns the only stage that may be requested now. */
  Stage next() {
    return reached == null ? Stage.first() : reached.next().orElse(Stage.LIVE);
  }

  Mode mode() {
    return reached == null ? Mode.HALTED : reached.mode();
  }

  /** Returns the hash of what the people rely on: assessment, finding and what was bound. */
  String evidence(RecoveryActivities.Bound bound) {
    return Sha256.hex(
        String.join(
            "\n",
            Sha256.hex(required(assessment).text()),
            Sha256.hex(required(finding)),
            bound.evidence()));
  }

  String state() {
    if (isCompleted()) {
      return "COMPLETED";
    }
    if (!isAssessed()) {
      return "ASSESSING";
    }
    if (!isSigned()) {
      return "AWAITING_FINDING";
    }
    if (waiting != null) {
      return "AWAITING_APPROVAL";
    }
    return soaking ? "SOAKING" : "AWAITING_REQUEST";
  }

  RecoveryStatus status() {
    return new RecoveryStatus(
        input.scope(),
        input.stopId(),
        state(),
        mode().name(),
        assessment,
        finding,
        finding == null ? null : Sha256.hex(finding),
        finder,
        waiting == null ? null : RecoveryStatus.message(waiting.request()),
        waiting == null ? null : waiting.request().approvalHash(),
        List.copyOf(history));
  }

  /** Returns the live text of Temporal UI. */
  String details() {
    StringBuilder text = new StringBuilder();
    text.append("**Recovery of `").append(input.scope()).append("`: ").append(state());
    text.append("**, orders: ").append(mode()).append(", stop `").append(input.stopId());
    text.append("`\n");
    history.forEach(line -> text.append("\n- ").append(line));
    return text.toString();
  }

  static String named(StageRequest request) {
    return request.stage() == Stage.REDUCED
        ? request.stage() + " " + request.factor().toPlainString()
        : request.stage().name();
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("a checked step of the recovery lacks what it rests on");
    }
    return value;
  }
}
