package io.estop.model.trading;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One day of one market.
 *
 * @param start of the day
 * @param close last price
 * @param volume units traded
 */
public record DailyBar(Instant start, BigDecimal close, BigDecimal volume) {}
