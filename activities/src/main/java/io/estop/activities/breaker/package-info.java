/** The circuit breaker's hands: ticks and presses. */
@NullMarked
package io.estop.activities.breaker;

import org.jspecify.annotations.NullMarked;
