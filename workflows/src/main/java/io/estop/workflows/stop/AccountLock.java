package io.estop.workflows.stop;

import io.estop.workflows.TaskQueues;
import io.estop.workflows.stop.LiquidationActivities.AccountLocks;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.util.function.Function;
import org.slf4j.Logger;

/**
 * The venue's own lock on an account that is flat: a layer that holds even where every component
 * ignores its gate. It never fails the stop; what does not work is shown.
 */
final class AccountLock {
  private static final Logger log = Workflow.getLogger(AccountLock.class);
  private static final String FAILED = "ACCOUNT_LOCK_FAILED";
  // The engine records each lock with its account; runs of older versions remarked it once more.
  private static final String RECORDED_ONCE = "account-lock-recorded-once";

  private final StopState state;
  private final StopRecord record;

  AccountLock(StopState state, StopRecord record) {
    this.state = state;
    this.record = record;
  }

  /** Locks what may be locked; asked again in each slow round until it worked. */
  void close() {
    if (state.recordsBeside && !state.locked) {
      state.locked = asked("lock accounts", "locked", hands -> hands.lockAccounts(state.stopId));
    }
  }

  /** Gives the stop's locks up, before it sends an order. */
  void open() {
    if (state.recordsBeside && state.locked) {
      state.locked =
          !asked("unlock accounts", "unlocked", hands -> hands.unlockAccounts(state.stopId));
    }
  }

  private boolean asked(
      String summary, String word, Function<LiquidationActivities, AccountLocks> call) {
    try {
      AccountLocks answer =
          call.apply(
              Workflow.newActivityStub(
                  LiquidationActivities.class,
                  Timeouts.slowRound(TaskQueues.LIQUIDATION, summary)));
      if (!answer.changed().isEmpty()) {
        tell(word + ": " + String.join(", ", answer.changed()));
      }
      record.trouble(
          FAILED, answer.failed().isEmpty() ? "" : "not " + word + ": " + answer.failed());
      return answer.failed().isEmpty();
    } catch (ActivityFailure failed) {
      log.warn("{} failed", summary, failed);
      record.trouble(FAILED, summary + " failed; it is tried again");
      return false;
    }
  }

  private void tell(String sentence) {
    if (Workflow.getVersion(RECORDED_ONCE, Workflow.DEFAULT_VERSION, 1)
        == Workflow.DEFAULT_VERSION) {
      record.remark("ACCOUNT_LOCK", sentence);
    } else {
      record.news("ACCOUNT_LOCK", sentence);
    }
  }
}
