/** The circuit breaker's hands: readings, judgement, trips and presses. */
@NullMarked
package io.estop.activities.breaker;

import org.jspecify.annotations.NullMarked;
