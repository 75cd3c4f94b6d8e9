/**
 * A small trading engine behind the gate, to read and to run: {@link
 * io.estop.example.TradingEngine} is all that a trading system has to do.
 */
@NullMarked
package io.estop.example;

import org.jspecify.annotations.NullMarked;
