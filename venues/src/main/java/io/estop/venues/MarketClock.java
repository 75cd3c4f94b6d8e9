package io.estop.venues;

import java.time.Instant;

/**
 * The session of shares and options; crypto trades always.
 *
 * @param now the venue's time
 * @param isOpen whether the session is open
 * @param nextOpen start of the next session
 */
public record MarketClock(Instant now, boolean isOpen, Instant nextOpen) {}
