package io.estop.store.task;

import io.estop.model.trading.Account;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A position that a stop leaves over.
 *
 * @param position its number in the plan, empty where it is in none
 * @param account where
 * @param symbol of the position
 * @param quantity signed, that is open
 * @param reason as {@link TaskRow#reason}
 * @param detail what else is known
 * @param byHand whether a person closes it already
 */
public record LeftOver(
    Optional<Integer> position,
    Account account,
    String symbol,
    BigDecimal quantity,
    String reason,
    String detail,
    boolean byHand) {}
