/** The circuit breaker: its procedure and what it needs done. */
@NullMarked
package io.estop.workflows.breaker;

import org.jspecify.annotations.NullMarked;
