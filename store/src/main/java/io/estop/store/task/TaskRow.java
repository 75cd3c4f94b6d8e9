package io.estop.store.task;

import io.estop.model.trading.Account;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * One task for a person.
 *
 * @param number within its stop, from 1
 * @param position its number in the plan; empty while it is in no plan
 * @param account where
 * @param symbol of the position
 * @param quantity signed, that was open when the task last had to be done
 * @param reason why the position is open: a word of {@link
 *     io.estop.model.liquidation.ResidualReason}, {@code HANDED_OVER} or {@code NOT_IN_PLAN}
 * @param detail what else is known of that
 * @param state where it is
 * @param how a person resolved it, if one did
 * @param actor who did the last thing about it; empty before anybody did
 * @param words why, in their words
 * @param openedAt since when there is something to do
 * @param changedAt when its state last changed
 */
public record TaskRow(
    int number,
    Optional<Integer> position,
    Account account,
    String symbol,
    BigDecimal quantity,
    String reason,
    String detail,
    TaskState state,
    Optional<Resolution> how,
    String actor,
    String words,
    Instant openedAt,
    Instant changedAt) {

  /** Returns this task as it is opened. */
  static TaskRow opened(int number, LeftOver left, Instant now) {
    return new TaskRow(
        number,
        left.position(),
        left.account(),
        left.symbol(),
        left.quantity(),
        left.reason(),
        left.detail(),
        left.byHand() ? TaskState.HANDED_OVER : TaskState.OPEN,
        Optional.empty(),
        "",
        "",
        now,
        now);
  }

  /** Returns whether it says already what is to be done about what is left over. */
  boolean covers(LeftOver left) {
    boolean noLarger =
        quantity.signum() == left.quantity().signum()
            && left.quantity().abs().compareTo(quantity.abs()) <= 0;
    return state.isUnfinished() || (state == TaskState.RESOLVED && noLarger);
  }

  /** Returns this task in the state it is in, with why the position is open now. */
  TaskRow explained(LeftOver left) {
    return new TaskRow(
        number,
        position,
        account,
        symbol,
        left.quantity(),
        left.reason(),
        left.detail(),
        state,
        how,
        actor,
        words,
        openedAt,
        changedAt);
  }

  /** Returns this unfinished task with what is known now; one that was retried is open again. */
  TaskRow with(LeftOver left, Instant now) {
    TaskState next =
        left.byHand()
            ? TaskState.HANDED_OVER
            : state == TaskState.RETRYING ? TaskState.OPEN : state;
    return new TaskRow(
        number,
        left.position().or(() -> position),
        account,
        symbol,
        left.quantity(),
        left.reason(),
        left.detail(),
        next,
        how,
        actor,
        words,
        openedAt,
        next == state ? changedAt : now);
  }

  /** Returns this task in another state, with who brought it there and why. */
  TaskRow with(
      TaskState next, Optional<Resolution> resolution, String who, String why, Instant now) {
    return new TaskRow(
        number,
        position,
        account,
        symbol,
        quantity,
        reason,
        detail,
        next,
        resolution,
        who,
        why,
        openedAt,
        now);
  }

  /** Returns what it is about, in a few words. */
  String subject() {
    return number + ": " + quantity.toPlainString() + " " + symbol + " in " + account;
  }
}
