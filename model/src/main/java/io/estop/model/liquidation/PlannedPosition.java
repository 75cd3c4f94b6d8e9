package io.estop.model.liquidation;

import io.estop.model.trading.Account;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * One position in the plan of a stop.
 *
 * @param number in the plan, from 1, in the order of priority
 * @param batch which activity handles it, from 1; a hedged group stays in one batch
 * @param account where it is held
 * @param position as the venue showed it
 * @param arrival the quote at assessment, empty when the venue gave none
 * @param method how it is closed
 * @param risk what it is ranked by, in the account's currency
 * @param why one sentence: why this method and this place
 */
public record PlannedPosition(
    int number,
    int batch,
    Account account,
    Position position,
    Optional<Quote> arrival,
    Method method,
    BigDecimal risk,
    String why) {}
