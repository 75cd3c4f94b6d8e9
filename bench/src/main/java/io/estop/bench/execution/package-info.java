/**
 * What closing a large position costs: the product's schedule, pace and prices beside a market
 * dump, equal parts, and the optimum where one is known, in simulated and recorded books. Virtual
 * time.
 */
@NullMarked
package io.estop.bench.execution;

import org.jspecify.annotations.NullMarked;
