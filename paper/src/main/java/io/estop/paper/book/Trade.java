package io.estop.paper.book;

import io.estop.paper.order.Order;
import java.math.BigDecimal;

/** One execution of an order against the makers. */
public record Trade(Order order, BigDecimal price, BigDecimal qty) {}
