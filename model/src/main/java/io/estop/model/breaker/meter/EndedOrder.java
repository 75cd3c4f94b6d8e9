package io.estop.model.breaker.meter;

import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An order that can fill no more.
 *
 * @param side buy or sell
 * @param ordered quantity, above 0
 * @param filled of it, 0 to all
 * @param averagePrice of the fills
 * @param expectedPrice what it was worth when it was sent; empty where nobody looked
 * @param isRejected whether the venue refused it
 * @param took from sending to end; empty for one that was meant to rest
 * @param at when it ended
 */
public record EndedOrder(
    Side side,
    BigDecimal ordered,
    BigDecimal filled,
    Optional<BigDecimal> averagePrice,
    Optional<BigDecimal> expectedPrice,
    boolean isRejected,
    Optional<Duration> took,
    Instant at) {}
