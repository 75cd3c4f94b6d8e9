/** The circuit breaker's rules, as pure functions of readings and state. */
@NullMarked
package io.estop.model.breaker;

import org.jspecify.annotations.NullMarked;
