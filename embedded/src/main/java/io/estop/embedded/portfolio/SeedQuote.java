package io.estop.embedded.portfolio;

import java.math.BigDecimal;

/** Best bid and ask with the quantity per level; a bid of zero means that nobody bids. */
public record SeedQuote(BigDecimal bid, BigDecimal ask, BigDecimal bidSize, BigDecimal askSize) {}
