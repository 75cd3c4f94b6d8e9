package io.estop.paper.book;

import java.math.BigDecimal;

/** A price and what the makers offer there. */
public record Level(BigDecimal price, BigDecimal size) {}
