/** What watching costs: from a posted reading to a halted gate, ticks of many rules, a flood. */
@NullMarked
package io.estop.bench.breaker;

import org.jspecify.annotations.NullMarked;
