/** What every order passes through: {@link io.estop.gate.TradingGate}. Fails closed. */
@NullMarked
package io.estop.gate;

import org.jspecify.annotations.NullMarked;
