/** The circuit breaker: kept running, shown. */
@NullMarked
package io.estop.starter.breaker;

import org.jspecify.annotations.NullMarked;
