package io.estop.venues;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * An order that was sent, and what became of it.
 *
 * @param order as the venue shows it now
 * @param limitPrice worst price that it takes; empty for one without
 * @param endedAt when it ended, by the venue; empty while it may still fill
 */
public record SentOrder(
    VenueOrder order, Optional<BigDecimal> limitPrice, Optional<Instant> endedAt) {}
