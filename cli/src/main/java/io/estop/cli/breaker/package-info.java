/** The operator's commands about the breaker's rules. */
@NullMarked
package io.estop.cli.breaker;

import org.jspecify.annotations.NullMarked;
