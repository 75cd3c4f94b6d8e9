package io.estop.model.trading;

import java.time.Instant;

/**
 * A market's own word that trading is halted as a whole: a market-wide circuit breaker.
 *
 * @param market who says so, 1 to 64 characters
 * @param text what it says, 1 to 100 characters
 * @param since when the halt began; the same halt has the same moment
 */
public record MarketHalt(String market, String text, Instant since) {}
